package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import harness.TraceCollector.CollectedSpan;
import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One process for each role, two for the worker: together they do what one that plays all roles does. */
@ExtendWith(ClusterExtension.class)
class SeparateRolesIT {
    private static final long LARGE_MIB = Long.getLong("harness.large-video-mib", 200);

    private final Cluster cluster;

    SeparateRolesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void eachProcessIsHealthyAndTheJobIsDone() {
        List<ServiceProcess> workers = List.of(cluster.startWorker(Map.of()), cluster.startWorker(Map.of()));
        workers.forEach(ServiceProcess::awaitReady);
        assertThat(Stream.concat(workers.stream(), Stream.of(cluster.apiProcess(), cluster.sandboxProcess())))
                .allSatisfy(process -> {
                    assertThat(process.status("/q/health/live")).isEqualTo(200);
                    assertThat(process.status("/q/health/ready")).isEqualTo(200);
                });
        cluster.sandbox().set(Map.of("chunk_bytes", Clip.MIB));
        Clip clip = cluster.clip("spring", 3 * Clip.MIB + 1);

        JsonNode job = done(clip, Duration.ofSeconds(30));

        assertThat(job.path("attempts").asInt()).isEqualTo(1);
        assertThat(job.path("crashes").asInt()).isZero();
        assertThat(job.path("result").path("verified").asBoolean()).isTrue();
        SandboxControl.State state = cluster.sandbox().state();
        assertThat(state.videos())
                .singleElement()
                .satisfies(video -> assertThat(video.path("sha256").asText()).isEqualTo(clip.sha256()))
                .satisfies(video -> assertThat(video.path("id").asText())
                        .isEqualTo(job.path("result").path("video_id").asText()));
        assertThat(state.creatives()).singleElement().satisfies(creative -> assertThat(
                        creative.path("id").asText())
                .isEqualTo(job.path("result").path("creative_id").asText()));
        await("removal of the blobs").until(() -> cluster.blobs().isEmpty());
    }

    /**
     * More than fits in the heap of any process, or in their direct memory, which is bounded by the same number. By
     * hand, with {@code -Dharness.large-video-mib=1024}, for a video of 1 GiB.
     */
    @Test
    void aVideoLargerThanTheMemoryGoesThroughByteByByte() {
        cluster.startWorker(Map.of()).awaitReady();
        Clip clip = cluster.clip("feature film", LARGE_MIB * Clip.MIB + 7);

        done(clip, Duration.ofMinutes(5));

        assertThat(cluster.sandbox().state().videos())
                .singleElement()
                .satisfies(video -> assertThat(video.path("bytes").asLong()).isEqualTo(clip.bytes()))
                .satisfies(video -> assertThat(video.path("sha256").asText()).isEqualTo(clip.sha256()));
    }

    /** The row carries the trace, so that it goes through Redis and from one process to another. */
    @Test
    void oneTraceLeadsFromTheCallToTheLastCallOfMeta() {
        try (TraceCollector collector = TraceCollector.start()) {
            cluster.startApi(collector.settings("api")).awaitReady();
            cluster.startWorker(collector.settings("worker")).awaitReady();

            done(cluster.clip("spring", Clip.MIB), Duration.ofSeconds(30));

            await("spans of both processes").untilAsserted(() -> {
                CollectedSpan call = collector.only("POST /v1/jobs/creatives/video");
                CollectedSpan creative = collector.only("meta create_creative");
                assertThat(creative.traceId()).isEqualTo(call.traceId());
                assertThat(List.of(call.service(), creative.service())).containsExactly("api", "worker");
            });
        }
    }

    private JsonNode done(Clip clip, Duration limit) {
        JsonNode job = cluster.awaitEnd(cluster.accepted(clip), limit);
        assertThat(job.path("status").asText()).as("status of %s", job).isEqualTo("succeeded");
        return job;
    }
}
