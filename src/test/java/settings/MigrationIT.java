package settings;

import static org.assertj.core.api.Assertions.assertThat;

import local.ServiceProcess;
import local.TestPostgres;
import local.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/** Migration of a schema in a separate process, as in deploy/kubernetes. */
class MigrationIT {
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);

    private final TestPostgres postgres = TestPostgres.start();

    @TempDir
    private Path blobs;

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void theSchemaComesFirstAndMayBeNewerThanTheProcess() throws SQLException {
        try (ServiceProcess tooEarly = onlyValidating("too-early").start()) {
            assertThat(tooEarly.awaitExit(EXIT_LIMIT)).isEqualTo(1);
            assertThat(tooEarly.log()).contains("not applied to database");
        }
        // Without Redis and the blob store.
        try (ServiceProcess migration = service("migration")
                .env("ROLES", "worker")
                .env("QUARKUS_INIT_AND_EXIT", "true")
                .start()) {
            assertThat(migration.awaitExit(EXIT_LIMIT)).isZero();
        }
        migrateFurther();
        try (TestRedis redis = TestRedis.start();
                ServiceProcess old = onlyValidating("older-than-the-schema")
                        .env("REDIS_ADDR", redis.url())
                        .env("BLOB_DIR", blobs.toString())
                        .start()) {
            old.awaitReady();
        }
    }

    private ServiceProcess.Builder onlyValidating(String name) {
        return service(name)
                .env("QUARKUS_FLYWAY_MIGRATE_AT_START", "false")
                .env("QUARKUS_FLYWAY_VALIDATE_AT_START", "true");
    }

    private ServiceProcess.Builder service(String name) {
        return ServiceProcess.named(name).env("DATABASE_URL", postgres.databaseUrl());
    }

    /** As a later version would leave it. */
    private void migrateFurther() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO flyway_schema_history"
                    + " SELECT installed_rank + 1000, '1000', 'a later one', 'SQL', 'V1000__a_later_one.sql', 1,"
                    + " installed_by, now(), 1, true FROM flyway_schema_history ORDER BY installed_rank DESC LIMIT 1");
        }
    }
}
