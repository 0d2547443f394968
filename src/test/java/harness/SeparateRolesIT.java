package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import harness.TraceCollector.CollectedSpan;
import local.ServiceProcess;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One process per role, and two workers, behave like one process with all roles. */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeparateRolesIT {
    private static final long LARGE_MIB = Long.getLong("harness.large-video-mib", 200);

    private final TraceCollector collector = TraceCollector.start();
    private final Cluster cluster;
    private List<ServiceProcess> workers;

    SeparateRolesIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void startTwoWorkers() {
        Map<String, String> settings = collector.settings("worker");
        workers = List.of(cluster.startWorker(settings), cluster.startWorker(settings));
        workers.forEach(ServiceProcess::awaitReady);
    }

    @AfterAll
    void stopCollector() {
        collector.close();
    }

    @Test
    void eachProcessIsHealthyAndTheJobIsDone() {
        assertThat(Stream.concat(workers.stream(), Stream.of(cluster.apiProcess(), cluster.sandboxProcess())))
                .allSatisfy(process -> {
                    assertThat(process.status("/q/health/live")).isEqualTo(200);
                    assertThat(process.status("/q/health/ready")).isEqualTo(200);
                });
        cluster.sandbox().set(Map.of("chunk_bytes", Clip.MIB));
        Clip clip = cluster.clip("spring", 3 * Clip.MIB + 1);

        JsonNode job = awaitSuccess(cluster.accepted(clip), Duration.ofSeconds(30));

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
     * Larger than the heap of any process, and than their direct memory, which has the same limit. Manual runs: {@code
     * -Dharness.large-video-mib=1024} for a video of 1 GiB.
     */
    @Test
    void aVideoLargerThanTheMemoryGoesThroughByteByByte() {
        Clip clip = cluster.clip("feature film", LARGE_MIB * Clip.MIB + 7);

        awaitSuccess(cluster.accepted(clip), Duration.ofMinutes(5));

        assertThat(cluster.sandbox().state().videos())
                .singleElement()
                .satisfies(video -> assertThat(video.path("bytes").asLong()).isEqualTo(clip.bytes()))
                .satisfies(video -> assertThat(video.path("sha256").asText()).isEqualTo(clip.sha256()));
    }

    /** The row has the trace, so it passes through Redis and from one process to another. */
    @Test
    void oneTraceLeadsFromTheCallToTheLastCallOfMeta() {
        ServiceProcess api = cluster.startAnotherApi(collector.settings("api")).awaitReady();

        String jobId = Cluster.callerOf(api).accepted(Cluster.CLIENT, cluster.clip("spring", Clip.MIB));
        awaitSuccess(jobId, Duration.ofSeconds(30));

        await("spans of both processes").untilAsserted(() -> {
            CollectedSpan call = collector.only("POST /v1/jobs/creatives/video");
            CollectedSpan creative = collector.only("meta create_creative", call.traceId());
            assertThat(List.of(call.service(), creative.service())).containsExactly("api", "worker");
        });
    }

    private JsonNode awaitSuccess(String jobId, Duration limit) {
        JsonNode job = cluster.awaitEnd(jobId, limit);
        assertThat(job.path("status").asText()).as("status of %s", job).isEqualTo("succeeded");
        return job;
    }
}
