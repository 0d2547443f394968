package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.Map;

/** Readiness for load balancers and for jobs. */
@ExtendWith(ClusterExtension.class)
class ReadinessIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The probes time out after 1.5 s. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(4);

    private final Cluster cluster;

    ReadinessIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void anApiIsReadyWithoutRedisButNotWithoutPostgres() {
        ServiceProcess api = cluster.apiProcess();
        cluster.redis().freeze();
        assertReadyAtOnce(api);
        cluster.redis().thaw();
        cluster.redis().kill();
        assertReadyAtOnce(api);

        cluster.postgres().kill();
        await().atMost(LIMIT).until(() -> !api.isReady());
        cluster.postgres().restart();
        await().atMost(LIMIT).until(api::isReady);
    }

    @Test
    void aWorkerIsReadyWithBothAlone() {
        ServiceProcess worker = cluster.startWorker(Map.of()).awaitReady();
        cluster.redis().freeze();
        await().atMost(LIMIT).until(() -> !worker.isReady());
        cluster.redis().thaw();
        await().atMost(LIMIT).until(worker::isReady);

        cluster.postgres().freeze();
        await().atMost(LIMIT).until(() -> !worker.isReady());
        cluster.postgres().thaw();
        await().atMost(LIMIT).until(worker::isReady);
    }

    private static void assertReadyAtOnce(ServiceProcess service) {
        long start = System.nanoTime();
        assertThat(service.isReady()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROBE_LIMIT);
    }
}
