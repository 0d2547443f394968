package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import local.ServiceProcess;
import local.TestPostgres;
import local.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

/** Whom a load balancer may send calls to, and who can work on jobs. */
class ReadinessIT {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** The probes themselves end after 1.5 s. */
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(4);

    private final TestPostgres postgres = TestPostgres.start();
    private final TestRedis redis = TestRedis.start();

    @TempDir
    private Path blobs;

    @AfterEach
    void stop() {
        redis.close();
        postgres.close();
    }

    @Test
    void anApiIsReadyWithoutRedisButNotWithoutPostgres() {
        try (ServiceProcess service = start("api")) {
            redis.freeze();
            assertReadyAtOnce(service);
            redis.thaw();
            redis.kill();
            assertReadyAtOnce(service);

            postgres.kill();
            await().atMost(LIMIT).until(() -> !service.isReady());
            postgres.restart();
            await().atMost(LIMIT).until(service::isReady);
        }
    }

    @Test
    void aWorkerIsReadyWithBothAlone() {
        try (ServiceProcess service = start("worker")) {
            redis.freeze();
            await().atMost(LIMIT).until(() -> !service.isReady());
            redis.thaw();
            await().atMost(LIMIT).until(service::isReady);

            postgres.freeze();
            await().atMost(LIMIT).until(() -> !service.isReady());
            postgres.thaw();
            await().atMost(LIMIT).until(service::isReady);
        }
    }

    private ServiceProcess start(String roles) {
        return ServiceProcess.named("readiness-" + roles)
                .env("ROLES", roles)
                .env("DATABASE_URL", postgres.databaseUrl())
                .env("REDIS_ADDR", redis.url())
                .env("BLOB_DIR", blobs.toString())
                .start()
                .awaitReady();
    }

    private static void assertReadyAtOnce(ServiceProcess service) {
        long start = System.nanoTime();
        assertThat(service.isReady()).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PROBE_LIMIT);
    }
}
