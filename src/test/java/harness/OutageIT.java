package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Redis and PostgreSQL stop and restart, with and without data: no job is lost or executed twice. */
@ExtendWith(ClusterExtension.class)
class OutageIT {
    private static final int JOBS = Integer.getInteger("harness.jobs", 40);
    private static final Duration ACCEPTANCE_PROMISE = Duration.ofSeconds(2);
    private static final Duration START_PROMISE = Duration.ofSeconds(15);

    private final Cluster cluster;

    OutageIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Manual runs: {@code -Dharness.jobs=200}. */
    @Test
    void jobsInFlightOutliveTheLossOfRedisAndARestartOfPostgres() {
        Map<String, String> busy = Map.of(
                "MAX_CONCURRENCY", "6",
                "CREATIVE_GRAPH_ACCOUNT_CONCURRENCY", "6",
                "CREATIVE_GRAPH_CALLS_PER_SECOND", "200",
                "CREATIVE_JOBS_LEASE", "3s",
                "CREATIVE_JOBS_RENEW_INTERVAL", "1s");
        List<ServiceProcess> workers = List.of(cluster.startWorker(busy), cluster.startWorker(busy));
        workers.forEach(ServiceProcess::awaitReady);
        cluster.sandbox().set(Map.of("chunk_bytes", 16 * Clip.KIB, "latency_ms", 100));
        Map<String, Clip> clips = new HashMap<>();
        for (int i = 0; i < JOBS; i++) {
            Clip clip = cluster.clip("clip-" + i, 64 * Clip.KIB);
            clips.put(cluster.accepted(clip), clip);
        }

        cluster.flushRedis();
        awaitFinished(JOBS / 4);
        cluster.redis().kill();
        cluster.redis().restartWithoutData();
        awaitFinished(JOBS / 2);
        cluster.postgres().kill();
        cluster.postgres().restart();
        assertThat(cluster.jobs().count("finished_at IS NULL"))
                .as("jobs in flight when PostgreSQL stopped")
                .isPositive();
        awaitFinished(JOBS);

        assertThat(cluster.jobs().count("status = 'succeeded'")).isEqualTo(JOBS);
        SandboxControl.State state = cluster.sandbox().state();
        assertThat(state.videos()).hasSize(JOBS);
        assertThat(state.creatives()).hasSize(JOBS);
        assertThat(clips.values())
                .allSatisfy(clip -> assertThat(state.videos(clip.sha256())).hasSize(1))
                .allSatisfy(clip -> assertThat(state.creatives(clip.name())).hasSize(1));
    }

    private void awaitFinished(int jobs) {
        await(jobs + " finished jobs")
                .atMost(Duration.ofSeconds(60 + JOBS))
                .until(() -> cluster.jobs().count("finished_at IS NOT NULL") >= jobs);
    }

    @Test
    void jobsAreAcceptedWhileRedisIsDown() {
        cluster.startWorker(Map.of()).awaitReady();
        cluster.redis().kill();

        List<String> jobIds = submitWithinThePromise();
        assertThat(cluster.apiProcess().isReady()).isTrue();

        cluster.redis().restartWithoutData();
        assertThatTheyStartWithinThePromise(jobIds, Instant.now());
    }

    @Test
    void jobsAreAcceptedWhileRedisHangs() {
        cluster.startWorker(Map.of()).awaitReady();
        cluster.redis().freeze();

        List<String> jobIds = submitWithinThePromise();
        assertThat(cluster.apiProcess().isReady()).isTrue();

        cluster.redis().thaw();
        assertThatTheyStartWithinThePromise(jobIds, Instant.now());
    }

    private List<String> submitWithinThePromise() {
        List<String> jobIds = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Clip clip = cluster.clip("meanwhile-" + i, 16 * Clip.KIB);
            Instant before = Instant.now();
            jobIds.add(cluster.accepted(clip));
            assertThat(Duration.between(before, Instant.now()))
                    .as("time until the 202")
                    .isLessThan(ACCEPTANCE_PROMISE);
        }
        return jobIds;
    }

    private void assertThatTheyStartWithinThePromise(List<String> jobIds, Instant back) {
        for (String jobId : jobIds) {
            JsonNode job = cluster.awaitEnd(jobId, Duration.ofSeconds(60));
            assertThat(job.path("status").asText()).isEqualTo("succeeded");
            assertThat(Instant.parse(job.path("started_at").asText()))
                    .as("start after Redis is back at %s", back)
                    .isBefore(back.plus(START_PROMISE));
        }
    }
}
