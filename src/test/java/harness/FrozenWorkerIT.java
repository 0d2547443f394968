package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import local.ServiceProcess;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Workers that are paused beyond their lease, for example by garbage collection or their machine, and then continue:
 * their writes have no effect.
 */
@ExtendWith(ClusterExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FrozenWorkerIT {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Map<String, String> SHORT_LEASE = Map.of(
            "CREATIVE_JOBS_LEASE", "2s",
            "CREATIVE_JOBS_RENEW_INTERVAL", "500ms",
            "CREATIVE_GRAPH_SETTLE_AFTER_CLOSE", "2s");

    private final Cluster cluster;

    FrozenWorkerIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Tests thaw them, or the cluster does. */
    @BeforeAll
    void startTwoWorkers() {
        List<ServiceProcess> workers = List.of(cluster.startWorker(SHORT_LEASE), cluster.startWorker(SHORT_LEASE));
        workers.forEach(ServiceProcess::awaitReady);
    }

    @Test
    void aWorkerThatStoodStillInAnUploadGivesUp() {
        cluster.sandbox().set(Map.of("chunk_bytes", 256 * Clip.KIB, "latency_ms", 150));
        Clip clip = cluster.clip("slow-upload", 20 * 256 * Clip.KIB);
        String jobId = cluster.accepted(clip);
        await("middle of the upload")
                .atMost(LIMIT)
                .until(() -> cluster.sandbox().state().transfers().size() >= 3);

        ServiceProcess frozen = freezeHolder(jobId);
        frozen.thaw();

        assertThatOneOtherHasDoneIt(jobId, clip, frozen);
    }

    /**
     * The create arrives while the other worker still looks it up, and is adopted; or after the other worker has
     * created its own, which Meta returns, since both are equal.
     */
    @ParameterizedTest
    @ValueSource(ints = {3000, 7000})
    void aWorkerThatStoodStillInACreateMakesNoSecondCreative(int delayMillis) {
        cluster.sandbox()
                .fault(Map.of("method", "POST", "path", "/*/adcreatives", "action", "delay", "delay_ms", delayMillis));
        Clip clip = cluster.clip("slow-create", 64 * Clip.KIB);
        String jobId = cluster.accepted(clip);
        await("create in progress").atMost(LIMIT).until(() -> !cluster.sandbox().hasFaults());

        ServiceProcess frozen = freezeHolder(jobId);
        await("the create of the frozen worker").atMost(LIMIT).until(() -> cluster.sandbox().state().calls().stream()
                .anyMatch(call -> call.is("POST", "adcreatives") && call.ms() >= delayMillis));
        frozen.thaw();

        assertThatOneOtherHasDoneIt(jobId, clip, frozen);
        assertThat(cluster.jobs().select("SELECT state FROM intents"))
                .singleElement()
                .isEqualTo(Map.of("state", "settled"));
    }

    /** Freezes the worker that holds the job and waits until the other one has taken it over. */
    private ServiceProcess freezeHolder(String jobId) {
        ServiceProcess frozen = cluster.holder(jobId).orElseThrow();
        frozen.freeze();
        await("takeover of the job")
                .atMost(LIMIT)
                .until(() -> cluster.jobs().eventTypes(jobId).contains("taken_over"));
        return frozen;
    }

    private void assertThatOneOtherHasDoneIt(String jobId, Clip clip, ServiceProcess late) {
        JsonNode job = cluster.awaitEnd(jobId, LIMIT);
        assertThat(job.path("status").asText()).isEqualTo("succeeded");
        assertThat(job.path("attempts").asInt()).isEqualTo(1);
        assertThat(job.path("crashes").asInt()).isPositive();
        await("the late worker's message that it has lost the job")
                .atMost(LIMIT)
                .until(() -> late.log().contains("Job " + jobId + ": The lease is lost"));
        assertThat(cluster.jobs().eventTypes(jobId)).contains("taken_over").containsOnlyOnce("succeeded");
        SandboxControl.State state = cluster.sandbox().state();
        assertThat(state.videos()).hasSize(1);
        assertThat(state.videos(clip.sha256())).hasSize(1);
        assertThat(state.creatives()).singleElement().satisfies(creative -> assertThat(
                        creative.path("id").asText())
                .isEqualTo(job.path("result").path("creative_id").asText()));
    }
}
