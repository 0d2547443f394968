package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import local.TestPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.net.SocketTimeoutException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Migrations of tables in use. */
class SchemaMigrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BEFORE_INDEXES = "13";
    private static final String INDEXES = "14";
    private static final String CLIENT = "INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)"
            + " VALUES ('a', 'act_1', '1', 'ENV:TOKEN')";

    private final TestPostgres postgres = TestPostgres.start();

    @AfterEach
    void stop() {
        postgres.close();
    }

    /** An index that is built without blocking writers waits only for open transactions. */
    @ParameterizedTest
    @CsvSource({"13, 14", "15, 15.1"})
    void writersContinueWhileIndexesAreBuilt(String before, String indexes) throws Exception {
        flyway("").target(before).load().migrate();
        try (Connection writer = connect();
                Connection other = connect();
                Statement write = writer.createStatement();
                Statement writeMore = other.createStatement()) {
            write.execute(CLIENT);
            writer.setAutoCommit(false);
            write.execute(job());
            write.execute(intent());

            // Shorter than the wait for the writer: a migration has no such limit.
            CompletableFuture<?> migration = CompletableFuture.runAsync(
                    () -> flyway("?socketTimeout=1").target(indexes).load().migrate());
            await("the migration waits").until(() -> waiting(other) > 0);
            writeMore.execute("SET statement_timeout = '5s'");
            writeMore.execute(job());
            writeMore.execute(intent());
            await("longer than the socket timeout")
                    .during(Duration.ofMillis(1500))
                    .atMost(LIMIT)
                    .until(() -> !migration.isDone());
            writer.commit();

            assertThat(migration).succeedsWithin(LIMIT);
            assertThat(number(other, "SELECT count(*) FROM pg_index WHERE NOT indisvalid"))
                    .isZero();
        }
    }

    /** Statements queue behind a migration that waits for its lock. */
    @ParameterizedTest
    @CsvSource({"14, 15, job_events", "15.1, 16, clients"})
    void givesUpALockThatItDoesNotGetSoon(String before, String target, String table) throws SQLException {
        Flyway migration = flyway("").target(target).load();
        flyway("").target(before).load().migrate();
        try (Connection reader = connect();
                Statement read = reader.createStatement()) {
            reader.setAutoCommit(false);
            read.execute("SELECT FROM " + table);

            assertThat(CompletableFuture.runAsync(migration::migrate))
                    .failsWithin(LIMIT)
                    .withThrowableThat()
                    .havingRootCause()
                    .withMessageContaining("lock timeout");

            reader.commit();
            migration.migrate();
            assertThat(migration.info().current().getVersion().getVersion()).isEqualTo(target);
        }
    }

    @Test
    void aMigrationInATransactionKeepsTheSocketTimeout() throws SQLException {
        flyway("").target(INDEXES).load().migrate();
        Flyway migration = flyway("?socketTimeout=1").target("15").load();
        try (Connection reader = connect();
                Statement read = reader.createStatement()) {
            reader.setAutoCommit(false);
            read.execute("SELECT FROM job_events");

            assertThat(CompletableFuture.runAsync(migration::migrate))
                    .failsWithin(LIMIT)
                    .withThrowableThat()
                    .havingRootCause()
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aFailedScriptRunsAgainFromItsBeginningAfterARepair() throws SQLException {
        Flyway migration = flyway("").target(INDEXES).load();
        flyway("").target(BEFORE_INDEXES).load().migrate();
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE jobs_woken (in_the_way text)");
            assertThatThrownBy(migration::migrate).isInstanceOf(FlywayException.class);
            statement.execute("DROP TABLE jobs_woken");

            migration.repair();
            migration.migrate();

            assertThat(number(connection, "SELECT count(*) FROM pg_class WHERE relname = 'jobs_woken'"))
                    .isOne();
            assertThat(number(connection, "SELECT count(*) FROM pg_class WHERE relname = 'jobs_takeable'"))
                    .isZero();
        }
    }

    private FluentConfiguration flyway(String parameters) {
        FluentConfiguration flyway = Flyway.configure()
                .dataSource(postgres.jdbcUrl() + parameters, postgres.username(), postgres.password());
        new SchemaMigration().customize(flyway);
        return flyway;
    }

    private static String intent() {
        return "INSERT INTO intents (intent_key, kind, client_id, ad_account_id, name, label)"
                + " VALUES (gen_random_uuid()::text, 'ad', 'a', 'act_1', 'Spring', 'creative-service')";
    }

    private static String job() {
        return "INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, input_json)"
                + " VALUES (gen_random_uuid(), 'a', 'video_creative', 'act_1', '1', '{}')";
    }

    private static long waiting(Connection connection) throws SQLException {
        return number(
                connection,
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE 'CREATE INDEX%'");
    }

    private static long number(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return result.getLong(1);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
