package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import local.ServiceProcess;
import local.TestPostgres;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Idempotency-Keys while processes die, freeze and start again. */
class IdempotencyIT {

    private static final String ADMIN_KEY = "the-key-of-this-test";

    /** A dead process' key is free after its lease of 10 s, and what it made is found within the settle time of 3 s. */
    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(20);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final TestPostgres postgres = TestPostgres.start();
    private final ExecutorService callers = Executors.newCachedThreadPool();
    private final List<ServiceProcess> processes = new ArrayList<>();

    @TempDir
    private Path blobs;

    private ServiceProcess sandbox;

    @BeforeEach
    void startSandbox() {
        sandbox = ServiceProcess.named("idempotency-sandbox")
                .env("ROLES", "sandbox")
                .start()
                .awaitReady();
        processes.add(sandbox);
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
        processes.forEach(ServiceProcess::close);
        postgres.close();
    }

    @Test
    void anotherProcessTakesOverFromADeadOneAndAdoptsWhatExists() throws Exception {
        ServiceProcess first = startApi("first", Map.of());
        ServiceProcess second = startApi("second", Map.of());
        registerClient();
        fault("{\"method\":\"POST\",\"path\":\"/act_*/campaigns\",\"action\":\"delay_after\",\"delay_ms\":30000}");

        callers.submit(() -> create(first));
        await("the create at Meta").atMost(LIMIT).until(() -> campaigns().size() == 1);
        assertThat(create(second).statusCode()).isEqualTo(409);
        first.kill();

        Response answer = await("the take-over").atMost(TAKE_OVER_LIMIT).until(() -> create(second), made());
        assertThat(campaigns()).containsExactly(answer.<String>path("campaign_id"));
        Response replayed = create(startApi("restarted", Map.of()));
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(replayed.asString()).isEqualTo(answer.asString());
    }

    @Test
    void aProcessThatWakesUpTooLateAnswersWithTheSameObject() throws Exception {
        Map<String, String> shortLease =
                Map.of("CREATIVE_API_IDEMPOTENCY_LEASE", "3s", "CREATIVE_API_IDEMPOTENCY_RENEW_INTERVAL", "1s");
        ServiceProcess first = startApi("frozen", shortLease);
        ServiceProcess second = startApi("awake", shortLease);
        registerClient();
        fault("{\"method\":\"POST\",\"path\":\"/act_*/campaigns\",\"action\":\"delay_after\",\"delay_ms\":2000}");

        Future<Response> late = callers.submit(() -> create(first));
        await("the create at Meta").atMost(LIMIT).until(() -> campaigns().size() == 1);
        first.freeze();
        Response answer = await("the take-over").atMost(LIMIT).until(() -> create(second), made());
        first.thaw();

        assertThat(late.get().<String>path("campaign_id")).isEqualTo(answer.path("campaign_id"));
        assertThat(campaigns()).containsExactly(answer.<String>path("campaign_id"));
    }

    @Test
    void nothingIsMadeWithoutTheDatabase() throws Exception {
        ServiceProcess api = startApi("without-database", Map.of());
        registerClient();
        postgres.kill();

        Response refused = create(api);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.<String>path("type")).isEqualTo("/problems/unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(campaigns()).isEmpty();

        postgres.restart();
        Response answer = await("the database").atMost(LIMIT).until(() -> create(api), made());
        assertThat(campaigns()).containsExactly(answer.<String>path("campaign_id"));
    }

    private ServiceProcess startApi(String name, Map<String, String> settings) {
        ServiceProcess.Builder api = ServiceProcess.named("idempotency-" + name)
                .env("ROLES", "api")
                .env("DATABASE_URL", postgres.databaseUrl())
                .env("GRAPH_URL", sandbox.url() + "/sandbox")
                .env("BLOB_DIR", blobs.toString())
                .env("ADMIN_API_KEY", ADMIN_KEY)
                .env("TOKEN_FRANCISCO", "a-token");
        settings.forEach(api::env);
        ServiceProcess started = api.start().awaitReady();
        processes.add(started);
        return started;
    }

    private void registerClient() throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)"
                    + " VALUES ('francisco', 'act_1', '2', 'ENV:TOKEN_FRANCISCO')");
        }
    }

    private void fault(String fault) {
        given().baseUri(sandbox.url())
                .contentType(ContentType.JSON)
                .body("[" + fault + "]")
                .post("/sandbox/_faults")
                .then()
                .statusCode(200);
    }

    private List<String> campaigns() {
        return given().baseUri(sandbox.url()).get("/sandbox/_state").path("objects.campaigns.id");
    }

    private static Predicate<Response> made() {
        return answer -> answer.statusCode() == 201;
    }

    private static Response create(ServiceProcess api) {
        return given().baseUri(api.url())
                .header("Authorization", "Bearer " + ADMIN_KEY)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "spring-2026")
                .body(Map.of("client_id", "francisco", "name", "Spring", "objective", "OUTCOME_TRAFFIC"))
                .post("/v1/campaigns");
    }
}
