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

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Migrations of tables that are in use. */
class SchemaMigrationTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String BEFORE_INDEXES = "13";
    private static final String INDEXES = "14";

    private final TestPostgres postgres = TestPostgres.start();

    @AfterEach
    void stop() {
        postgres.close();
    }

    /** An index that is built without blocking writers waits for transactions that are open, and for nothing else. */
    @Test
    void writersGoOnWhileIndexesAreBuilt() throws Exception {
        flyway("").target(BEFORE_INDEXES).load().migrate();
        try (Connection writer = connect();
                Connection other = connect();
                Statement write = writer.createStatement();
                Statement writeMore = other.createStatement()) {
            write.execute("INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)"
                    + " VALUES ('a', 'act_1', '1', 'ENV:TOKEN')");
            writer.setAutoCommit(false);
            write.execute(job());

            // Shorter than the wait for the writer: a migration has no such limit.
            CompletableFuture<?> migration = CompletableFuture.runAsync(
                    () -> flyway("?socketTimeout=1").target(INDEXES).load().migrate());
            await("the migration waits").until(() -> waiting(other) > 0);
            writeMore.execute("SET statement_timeout = '5s'");
            writeMore.execute(job());
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
