package jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import local.SqlFile;
import local.TestPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import settings.SchemaMigration;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The SQL of items, against a real PostgreSQL with fifty launches of a thousand items each. The cost of a statement is
 * measured in pages, which does not depend on the machine.
 */
@TestInstance(Lifecycle.PER_CLASS)
class ItemStatementsTest {

    private static final int LAUNCHES = 50;
    private static final int ITEMS = 1000;

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestPostgres postgres = TestPostgres.start();
    private Connection connection;

    @BeforeAll
    void launch() throws SQLException {
        FluentConfiguration flyway =
                Flyway.configure().dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password());
        new SchemaMigration().customize(flyway);
        flyway.load().migrate();
        connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
        String columns = "job_id, client_id, type, ad_account_id, page_id, input_json, status, due_at, items_total,"
                + " items_open, parent_job_id, item_no, item_kind, item_key, waits_for";
        execute(
                "INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)"
                        + " SELECT 'client-' || i, 'act_1', '1', 'ENV:TOKEN' FROM generate_series(1, 5) i",
                "INSERT INTO jobs (" + columns
                        + ") SELECT md5('launch ' || i)::uuid, 'client-' || (1 + i % 5), 'launch', 'act_1',"
                        + " '1', '{}', 'running', 'infinity', " + ITEMS + ", " + ITEMS + ", NULL, NULL, NULL, NULL, 0"
                        + " FROM generate_series(1, " + LAUNCHES + ") i",
                "INSERT INTO jobs (" + columns
                        + ") SELECT md5(i || ' ' || n)::uuid, 'client-' || (1 + i % 5), 'ad', 'act_1', '1',"
                        + " '{\"name\": \"An ad\"}', 'queued', CASE WHEN n % 2 = 0 THEN now() ELSE 'infinity' END, 0, 0,"
                        + " md5('launch ' || i)::uuid, n, 'ad', 'key ' || n, n % 2 FROM generate_series(1, " + LAUNCHES
                        + ") i, generate_series(0, " + (ITEMS - 1) + ") n",
                "INSERT INTO job_dependencies SELECT md5(i || ' ' || n - 1)::uuid, md5(i || ' ' || n)::uuid"
                        + " FROM generate_series(1, " + LAUNCHES + ") i, generate_series(1, " + (ITEMS - 1) + ", 2) n",
                "VACUUM ANALYZE");
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void costNoMoreForManyLaunches(String plans) throws Exception {
        execute("SET plan_cache_mode = " + plans);
        String launch = value("SELECT md5('launch 7')::uuid");

        assertThat(pages("select-job", values("job_id", launch, "client_id", null)))
                .as("pages to read the progress")
                .isLessThan(300);
        assertThat(pages(
                        "select-items",
                        values("job_id", launch, "after", 500, "kind", null, "status", null, "limit", 51)))
                .as("pages to list items")
                .isLessThan(150);
        assertThat(pages(
                        "select-items",
                        values("job_id", launch, "after", -1, "kind", "ad", "status", "failed", "limit", 51)))
                .as("pages to find that no item of a launch has failed")
                .isLessThan(1300);
        assertThat(pages("claim-next-job", claim()))
                .as("pages to claim an item")
                .isLessThan(300);
        execute("SET plan_cache_mode = auto");
    }

    @Test
    void aClientsOtherJobsGoBeforeItsItems() throws Exception {
        execute(
                "INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, input_json)"
                        + " SELECT gen_random_uuid(), 'client-' || i, 'creative', 'act_1', '1', '{}' FROM generate_series(1, 5) i");

        for (int number = 0; number < 5; number++) {
            assertThat(claimed().path("type").asText()).isEqualTo("creative");
        }
        assertThat(claimed().path("type").asText()).isEqualTo("ad");
    }

    @Test
    void theEndOfAnItemReleasesWhatNeedsItAndIsCounted() throws Exception {
        JsonNode item = claimed();
        while (!item.path("type").asText().equals("ad")) {
            item = claimed();
        }
        String parent = item.path("parent_job_id").asText();
        String dependent = value("SELECT job_id FROM job_dependencies WHERE needs_job_id = '"
                + item.path("job_id").asText() + "'");
        assertThat(value("SELECT due_at FROM jobs WHERE job_id = '" + dependent + "'"))
                .isEqualTo("infinity");

        SqlFile.named("finish-job").run(connection, finish(item, "succeeded"));

        assertThat(value("SELECT due_at <= now() FROM jobs WHERE job_id = '" + dependent + "'"))
                .isEqualTo("t");
        assertThat(value("SELECT items_open || ' ' || items_succeeded FROM jobs WHERE job_id = '" + parent + "'"))
                .isEqualTo((ITEMS - 1) + " 1");
    }

    private JsonNode claimed() throws Exception {
        return mapper.readTree(
                SqlFile.named("claim-next-job").run(connection, claim()).get(0));
    }

    private static Map<String, Object> claim() {
        return values(
                "worker", "w", "lease_seconds", 600.0, "served_last", "", "first_steps", "{\"ad\": \"create_ad\"}");
    }

    private static Map<String, Object> finish(JsonNode item, String status) {
        return values(
                "job_id",
                item.path("job_id").asText(),
                "parent_job_id",
                item.path("parent_job_id").asText(),
                "fence",
                item.path("fence").asLong(),
                "looks",
                false,
                "status",
                status,
                "error",
                null,
                "error_text",
                null,
                "checkpoint",
                null,
                "result",
                "{\"ad_id\": \"1\"}",
                "event",
                "step_finished",
                "worker",
                "w");
    }

    private static Map<String, Object> values(Object... pairs) {
        Map<String, Object> values = new HashMap<>();
        for (int place = 0; place < pairs.length; place += 2) {
            values.put((String) pairs[place], pairs[place + 1]);
        }
        return values;
    }

    private int pages(String statement, Map<String, ?> values) throws Exception {
        JsonNode plan = mapper.readTree(SqlFile.named(statement).explain(connection, values))
                .at("/0/Plan");
        return plan.path("Shared Hit Blocks").asInt()
                + plan.path("Shared Read Blocks").asInt();
    }

    private String value(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                rows.add(result.getString(1));
            }
        }
        return rows.get(0);
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
