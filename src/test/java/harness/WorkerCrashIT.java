package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Workers killed by {@code kill -9}; their jobs resume in other workers. */
@ExtendWith(ClusterExtension.class)
class WorkerCrashIT {
    private static final Duration TAKEOVER_PROMISE = Duration.ofSeconds(15);

    private final Cluster cluster;

    WorkerCrashIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void anotherWorkerResumesAtMetasOffset() {
        List<ServiceProcess> workers = List.of(cluster.startWorker(Map.of()), cluster.startWorker(Map.of()));
        workers.forEach(ServiceProcess::awaitReady);
        cluster.sandbox().set(Map.of("chunk_bytes", Clip.MIB, "latency_ms", 150));
        Clip clip = cluster.clip("interrupted", 30 * Clip.MIB);
        String jobId = cluster.accepted(clip);
        await("middle of the upload")
                .atMost(Duration.ofSeconds(30))
                .until(() -> cluster.sandbox().state().transfers().size() >= 5);

        Instant killedAt = Instant.now();
        cluster.holder(jobId).orElseThrow().kill();

        Instant goesOnAt = await("next call of the job")
                .atMost(TAKEOVER_PROMISE)
                .until(
                        () -> cluster.sandbox().state().calls().stream()
                                .map(SandboxControl.Call::at)
                                .filter(killedAt::isBefore)
                                .findFirst()
                                .orElse(null),
                        at -> at != null);
        assertThat(goesOnAt).isBefore(killedAt.plus(TAKEOVER_PROMISE));
        JsonNode job = cluster.awaitEnd(jobId, Duration.ofSeconds(60));
        assertThat(job.path("status").asText()).isEqualTo("succeeded");
        assertThat(job.path("attempts").asInt()).isEqualTo(1);
        assertThat(job.path("crashes").asInt()).isEqualTo(1);
        assertThat(cluster.jobs().eventTypes(jobId)).containsOnlyOnce("taken_over", "upload_started");
        SandboxControl.State state = cluster.sandbox().state();
        List<Long> windows =
                state.transfers().stream().map(SandboxControl.Call::startOffset).toList();
        assertThat(windows.size() - Set.copyOf(windows).size())
                .as("windows sent twice")
                .isLessThanOrEqualTo(1);
        assertThat(state.videos()).hasSize(1);
        assertThat(state.videos(clip.sha256())).hasSize(1);
        assertThat(state.creatives()).hasSize(1);
    }

    /** Manual runs: {@code -Dharness.crashes=9}; a job is parked after {@code creative.jobs.max-crashes}. */
    @Test
    void crashesUseUpNoAttempt() {
        int crashes = Integer.getInteger("harness.crashes", 4);
        int standby = 3;
        Map<String, String> settings = Map.of("CREATIVE_JOBS_LEASE", "1s", "CREATIVE_JOBS_RENEW_INTERVAL", "300ms");
        for (int i = 0; i < standby; i++) {
            cluster.startWorker(settings);
        }
        cluster.sandbox().set(Map.of("chunk_bytes", 64 * Clip.KIB, "latency_ms", 400));
        Clip clip = cluster.clip("ill-fated", 40 * 64 * Clip.KIB);
        String jobId = cluster.accepted(clip);

        Set<Long> killed = new HashSet<>();
        while (killed.size() < crashes) {
            ServiceProcess holder = await("a worker that takes the job")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> cluster.holder(jobId).orElse(null), worker -> worker != null);
            holder.kill();
            killed.add(holder.pid());
            if (killed.size() + standby <= crashes + 1) {
                cluster.startWorker(settings);
            }
        }
        cluster.sandbox().set(Map.of("latency_ms", 0));

        JsonNode job = cluster.awaitEnd(jobId, Duration.ofSeconds(60));
        assertThat(job.path("status").asText()).isEqualTo("succeeded");
        assertThat(job.path("attempts").asInt()).isEqualTo(1);
        assertThat(job.path("crashes").asInt()).isEqualTo(crashes);
        SandboxControl.State state = cluster.sandbox().state();
        assertThat(state.videos()).hasSize(1);
        assertThat(state.videos(clip.sha256())).hasSize(1);
        assertThat(state.creatives()).hasSize(1);
    }
}
