package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The order of jobs: fairness between clients, a backlog, a worker that is stopped. */
@ExtendWith(ClusterExtension.class)
class QueueIT {
    private static final int CLIENTS = 10;
    private static final int BACKLOG = Integer.getInteger("harness.backlog", 20);
    private static final int MOST_BEFORE = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Cluster cluster;

    QueueIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Manual runs: {@code -Dharness.backlog=200} jobs for each of ten clients. */
    @Test
    void theJobOfAnotherClientDoesNotWaitForABacklog() {
        cluster.sandbox().set(Map.of("latency_ms", 50));
        IntStream.range(0, CLIENTS).forEach(i -> cluster.jobs().addClient("client-" + i, "act_300000000" + i));
        IntStream.range(0, CLIENTS * BACKLOG).forEach(i -> cluster.api()
                .accepted("client-" + i % CLIENTS, cluster.clip("backlog-" + i, 2 * Clip.KIB)));
        cluster.startWorker(Map.of());
        await("work on the backlog")
                .atMost(LIMIT)
                .until(() -> cluster.jobs().count("started_at IS NOT NULL") >= CLIENTS);

        String jobId = cluster.accepted(cluster.clip("single", 2 * Clip.KIB));

        await("start of the single job")
                .atMost(LIMIT)
                .until(() -> !cluster.api().job(jobId).path("started_at").isNull());
        assertThat(cluster.jobs().count("status = 'queued'"))
                .as("jobs that still wait")
                .isGreaterThan(MOST_BEFORE);
        long before = cluster.jobs()
                .value(
                        "SELECT count(*) FROM jobs other, jobs single WHERE single.job_id = ?"
                                + " AND other.started_at > single.created_at AND other.started_at < single.started_at",
                        UUID.fromString(jobId));
        assertThat(before).as("others' jobs that started before").isLessThan(MOST_BEFORE);
    }

    @Test
    void aBacklogIsPushedOnce() {
        int jobs = 30;
        cluster.sandbox().set(Map.of("latency_ms", 40_000));
        cluster.startWorker(Map.of("MAX_CONCURRENCY", "1", "CREATIVE_JOBS_RELAY_INTERVAL", "100ms"))
                .awaitReady();
        IntStream.range(0, jobs).forEach(i -> cluster.accepted(cluster.clip("waiting-" + i, 2 * Clip.KIB)));
        await("the worker is busy").atMost(LIMIT).until(() -> cluster.jobs().count("lease_until IS NOT NULL") == 1);
        assertThatEachWaitingJobHasOneWakeUp(jobs - 1);

        cluster.flushRedis();

        assertThatEachWaitingJobHasOneWakeUp(jobs - 1);
    }

    /** For about thirty runs of the relay. */
    private void assertThatEachWaitingJobHasOneWakeUp(int waiting) {
        await("the wake-ups of all waiting jobs")
                .atMost(Duration.ofSeconds(15))
                .until(() -> cluster.wakeUps() == waiting);
        await("no further wake-up")
                .during(Duration.ofSeconds(3))
                .atMost(Duration.ofSeconds(4))
                .until(() -> cluster.wakeUps() == waiting);
    }

    /** Its requests are answered first, and may take their time. */
    @Test
    void aWorkerThatAlsoAnswersCallersHandsItsJobsBackAtOnce() {
        ServiceProcess both =
                cluster.startAnotherApi(Map.of("ROLES", "api,worker")).awaitReady();
        cluster.sandbox().set(Map.of("chunk_bytes", 64 * Clip.KIB, "latency_ms", 300));
        String jobId = cluster.accepted(cluster.clip("handed-back", 40 * 64 * Clip.KIB));
        await("the upload")
                .atMost(LIMIT)
                .until(() -> !cluster.sandbox().state().transfers().isEmpty());

        try (Stream<String> listener = Cluster.callerOf(both).follow(jobId)) {
            both.terminate();

            await("the job handed back")
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> cluster.jobs().eventTypes(jobId).contains("handed_back"));
            assertThat(both.isAlive()).as("it still runs").isTrue();
            assertThat(listener.limit(1)).isNotEmpty();
        }
    }

    @Test
    void aWorkerThatIsAskedToGoHandsItsJobsBack() {
        List<ServiceProcess> workers = List.of(cluster.startWorker(Map.of()), cluster.startWorker(Map.of()));
        workers.forEach(ServiceProcess::awaitReady);
        cluster.sandbox().set(Map.of("chunk_bytes", 256 * Clip.KIB, "latency_ms", 200));
        Clip clip = cluster.clip("handed-over", 20 * 256 * Clip.KIB);
        String jobId = cluster.accepted(clip);
        await("middle of the upload")
                .atMost(LIMIT)
                .until(() -> cluster.sandbox().state().transfers().size() >= 3);

        ServiceProcess going = cluster.holder(jobId).orElseThrow();
        going.terminate();

        Duration wellWithinTheLease = Duration.ofSeconds(5);
        await("another worker's hold on the job").atMost(wellWithinTheLease).until(() -> cluster.holder(jobId)
                .filter(holder -> holder.pid() != going.pid())
                .isPresent());
        JsonNode job = cluster.awaitEnd(jobId, LIMIT);
        assertThat(job.path("status").asText()).isEqualTo("succeeded");
        assertThat(job.path("attempts").asInt()).isEqualTo(1);
        assertThat(job.path("crashes").asInt()).isZero();
        assertThat(cluster.jobs().eventTypes(jobId))
                .containsSubsequence("started", "handed_back", "resumed", "succeeded")
                .doesNotContain("taken_over");
        going.awaitExit(Duration.ofSeconds(30));
        SandboxControl.State state = cluster.sandbox().state();
        assertThat(state.videos(clip.sha256())).hasSize(1);
        List<Long> windows =
                state.transfers().stream().map(SandboxControl.Call::startOffset).toList();
        assertThat(windows).as("windows, none of them sent twice").doesNotHaveDuplicates();
        assertThat(state.creatives()).hasSize(1);
    }
}
