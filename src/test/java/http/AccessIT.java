package http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import http.Operation.ClientId;
import io.quarkus.runtime.configuration.MemorySize;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.ServiceProcess;
import local.TestMedia;
import local.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Access control of the packaged service: every operation of the contract with every kind of key. The expected results
 * are derived from the contract, so that no operation is missed.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AccessIT {

    private static final String ADMIN_KEY = "an-administrators-key-of-this-test";
    private static final String UNKNOWN_KEY = "cs_k3x9q2m7c1v8b5n0_3f8GqYl0m2Jr5vN7cXw9TzA1sD4eH6kP8bU0iO2yLxE";
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final TestPostgres postgres = TestPostgres.start();

    private Path blobs;
    private ServiceProcess service;
    private Key mine;
    private Key others;
    private Key revoked;
    private String jobId;

    /** A key as its owner holds it. */
    private record Key(String id, String text) {}

    /** A call of the contract for the client {@code mine}. */
    private record Call(Operation operation, String path) {

        @Override
        public String toString() {
            return operation.id();
        }
    }

    @BeforeAll
    void start(@TempDir Path directory) {
        blobs = directory;
        service = start("access", Map.of("ADMIN_API_KEY", ADMIN_KEY));
        mine = register("mine", "act_1");
        others = register("others", "act_2");
        revoked = key("mine");
        with(revoked.text()).get("/v1/jobs").then().statusCode(200);
        with(ADMIN_KEY).delete("/v1/clients/mine/keys/" + revoked.id()).then().statusCode(204);
        // No worker runs, so the job stays queued.
        jobId = with(mine.text())
                .multiPart("name", "Film")
                .multiPart("link", "https://www.example.com/sale")
                .multiPart("video", "film.mp4", TestMedia.video())
                .post("/v1/jobs/creatives/video")
                .then()
                .statusCode(202)
                .extract()
                .path("job_id");
    }

    @AfterAll
    void stop() {
        service.close();
        postgres.close();
    }

    private ServiceProcess start(String name, Map<String, String> settings) {
        return ServiceProcess.named(name)
                .env("ROLES", "api,sandbox")
                .env("DATABASE_URL", postgres.databaseUrl())
                .env("BLOB_DIR", blobs.toString())
                .env("GRAPH_URL", "http://127.0.0.1:${quarkus.http.port}/sandbox")
                .env("TOKEN_FRANCISCO", "a-token")
                .env(settings)
                .start()
                .awaitReady();
    }

    static Stream<Call> calls() throws IOException {
        Contract contract = new Contract(new Limits());
        JsonNode file;
        try (InputStream contractFile = AccessIT.class.getClassLoader().getResourceAsStream(Contract.RESOURCE)) {
            file = new YAMLMapper().readTree(contractFile);
        }
        List<Call> calls = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : file.path("paths").properties()) {
            String example = contract.basePath()
                    + path.getKey()
                            .replace("{client_id}", "mine")
                            .replaceAll("\\{(job|delivery|media|approval)_id}", "00000000-0000-0000-0000-000000000000")
                            .replace("{key_id}", "k3x9q2m7c1v8b5n0")
                            .replaceAll("\\{[a-z_]+_id}", "120210000000000001");
            contract.resource(example).orElseThrow().operations().values().stream()
                    .filter(operation -> path.getValue().has(operation.method().toLowerCase(Locale.ROOT)))
                    .forEach(operation -> calls.add(new Call(operation, example)));
        }
        assertThat(calls)
                .extracting(call -> call.operation().id())
                .containsExactlyInAnyOrderElementsOf(
                        contract.operations().stream().map(Operation::id).toList());
        return calls.stream();
    }

    @Test
    void anAmbiguousRequestIsRejectedBeforeItsKeyIsChecked() throws IOException {
        try (RawHttp http = new RawHttp(URI.create(service.url()))) {
            http.lines("POST /v1/campaigns HTTP/1.1", "Host: x", "Content-Type: application/json")
                    .lines("Content-Length: 4", "Transfer-Encoding: chunked", "")
                    .text("0\r\n\r\nGET /v1/jobs HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(http.answer()).startsWith("HTTP/1.1 400");
            assertThat(http.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void noKey(Call call) {
        assertUnauthorized(send(given().baseUri(service.url()), call), "Bearer realm=\"creative-service\"");
    }

    @ParameterizedTest
    @MethodSource("calls")
    void wrongKey(Call call) {
        assertWrong(send(with(UNKNOWN_KEY), call));
        // The id of an existing key with another secret.
        assertWrong(send(with("cs_" + mine.id() + UNKNOWN_KEY.substring(UNKNOWN_KEY.indexOf('_', 3))), call));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void revokedKey(Call call) {
        assertWrong(send(with(revoked.text()), call));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void keyOfAnotherClient(Call call) {
        Response answer = send(with(others.text()), call);

        if (call.operation().adminOnly() || namesItsClient(call)) {
            assertProblem(answer, 403, "forbidden");
        } else if (call.operation().id().equals("listEnhancements")) {
            assertThat(answer.statusCode()).as("the same for all clients").isEqualTo(200);
        } else {
            assertProblem(answer, 404, "not-found");
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void keyOfAClientOnWhatIsTheAdministrators(Call call) {
        Response answer = send(with(mine.text()), call);

        if (call.operation().adminOnly()) {
            assertProblem(answer, 403, "forbidden");
        } else {
            assertThat(answer.statusCode()).as(answer.asString()).isNotIn(401, 403);
        }
    }

    @ParameterizedTest
    @MethodSource("calls")
    void keyOfTheAdministrator(Call call) {
        Call elsewhere = new Call(call.operation(), call.path().replace("/clients/mine", "/clients/nobody"));

        assertThat(send(with(ADMIN_KEY), elsewhere).statusCode()).isNotIn(401, 403);
    }

    private static boolean namesItsClient(Call call) {
        ClientId place = call.operation().clientId();
        return place == ClientId.BODY || place == ClientId.QUERY || place == ClientId.QUERY_FILTER;
    }

    /** Makes a call that names the client {@code mine} wherever possible, with an otherwise empty body. */
    private Response send(RequestSpecification caller, Call call) {
        Operation operation = call.operation();
        if (operation.clientId() == ClientId.QUERY || operation.clientId() == ClientId.QUERY_FILTER) {
            caller.queryParam("client_id", "mine");
        }
        if (operation.body().filter(Operation.Body::isMultipart).isPresent()) {
            caller.multiPart("client_id", "mine");
        } else if (operation.body().isPresent()) {
            String least = operation.id().equals("approveApproval")
                    ? "{\"snapshot_sha256\": \"" + "0".repeat(64) + "\"}"
                    : "{}";
            caller.contentType(ContentType.JSON)
                    .body(operation.clientId() == ClientId.BODY ? "{\"client_id\": \"mine\"}" : least);
        }
        return caller.request(operation.method(), call.path().replace("00000000-0000-0000-0000-000000000000", jobId));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/v1", "/v1/nothing", "/nothing", "/v1/jobs/..;/jobs", "/q", "/q/dev-ui", "/%2e%2e/v1/jobs"
            })
    void nothingElseAnswersWithoutAKey(String path) {
        assertThat(given().baseUri(service.url())
                        .urlEncodingEnabled(false)
                        .get(path)
                        .statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/q/health",
                "/q/health/live",
                "/q/health/ready",
                "/openapi",
                "/docs/",
                "/problems/forbidden",
                "/sandbox/_state"
            })
    void everybodySeesHealthAndTheContract(String path) {
        assertThat(given().baseUri(service.url()).get(path).statusCode()).isEqualTo(200);
        assertThat(with("no-key-of-ours").get(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Basic YWRtaW46YWRtaW4=",
                "Bearer",
                "Bearer ",
                "Bearer a b",
                ADMIN_KEY,
                "Digest x",
                "Bearer x",
                "Bearer " + ADMIN_KEY + "x",
                "Bearer AN-ADMINISTRATORS-KEY-OF-THIS-TEST",
                "Bearer cs_k3x9q2m7c1v8b5n0"
            })
    void nothingButABearerTokenCounts(String authorization) {
        assertThat(given().baseUri(service.url())
                        .header("Authorization", authorization)
                        .get("/v1/jobs")
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void aStrangersBodyIsNotReadAndNotAskedFor() throws IOException {
        try (RawHttp http = new RawHttp(URI.create(service.url()))) {
            http.lines("POST /v1/jobs/creatives/video HTTP/1.1", "Host: x", "Expect: 100-continue")
                    .lines("Content-Type: multipart/form-data; boundary=x", "Content-Length: 4000000000", "");

            assertThat(http.answer())
                    .startsWith("HTTP/1.1 401")
                    .containsIgnoringCase("content-type: application/problem+json")
                    .containsIgnoringCase("connection: close");
            assertThat(http.isClosed()).isTrue();
        }
    }

    /** While a key is looked up, the body waits and is not lost. */
    @Test
    void theFirstCallOfAKeyMayCarryABody() {
        for (int i = 0; i < 5; i++) {
            with(key("mine").text())
                    .contentType(ContentType.JSON)
                    .body("{\"name\": \"" + "x".repeat(300) + "\", \"objective\": \"OUTCOME_TRAFFIC\"}")
                    .post("/v1/campaigns")
                    .then()
                    .statusCode(201);
        }
    }

    @Test
    void withoutAnAdministratorsKeyThereIsNoAdministrator() {
        try (ServiceProcess closed = start("access-closed", Map.of("ADMIN_API_KEY", ""))) {
            assertThat(given().baseUri(closed.url()).get("/v1/clients").statusCode())
                    .isEqualTo(401);
            assertThat(bearer(closed, ADMIN_KEY).get("/v1/clients").statusCode())
                    .isEqualTo(401);
            assertThat(bearer(closed, mine.text()).get("/v1/clients").statusCode())
                    .isEqualTo(403);
            assertThat(bearer(closed, mine.text()).get("/v1/jobs").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aKeyThatCannotBeCheckedIsNotWrong() {
        Key fresh = key("mine");
        postgres.kill();
        try {
            Response answer = with(fresh.text()).get("/v1/jobs");

            assertProblem(answer, 503, "unavailable");
            assertThat(answer.header("Retry-After")).isNotEmpty();
        } finally {
            postgres.restart();
        }
        await("the database")
                .atMost(LIMIT)
                .until(() -> with(fresh.text()).get("/v1/jobs").statusCode() == 200);
        assertThat(service.log()).doesNotContain("Exception occurred during authorization");
    }

    @Test
    void noKeyIsInTheLog() {
        with(mine.text()).get("/v1/jobs");

        assertThat(service.log()).doesNotContain(mine.text(), others.text(), ADMIN_KEY);
    }

    private Key register(String clientId, String account) {
        with(ADMIN_KEY)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "client_id",
                        clientId,
                        "ad_account_id",
                        account,
                        "page_id",
                        "7",
                        "token_ref",
                        "ENV:TOKEN_FRANCISCO"))
                .post("/v1/clients")
                .then()
                .statusCode(201);
        return key(clientId);
    }

    private Key key(String clientId) {
        Response made = with(ADMIN_KEY)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "scopes",
                        List.of("read", "create", "activate", "archive"),
                        "calls_per_minute",
                        0,
                        "creates_per_minute",
                        0))
                .post("/v1/clients/" + clientId + "/keys");
        return new Key(made.path("key_id"), made.path("key"));
    }

    private RequestSpecification with(String key) {
        return bearer(service, key);
    }

    private static RequestSpecification bearer(ServiceProcess process, String key) {
        return given().baseUri(process.url()).header("Authorization", "Bearer " + key);
    }

    private static void assertWrong(Response answer) {
        assertUnauthorized(answer, "Bearer realm=\"creative-service\", error=\"invalid_token\"");
    }

    private static void assertUnauthorized(Response answer, String challenge) {
        assertProblem(answer, 401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo(challenge);
    }

    private static void assertProblem(Response answer, int status, String kind) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(answer.contentType()).isEqualTo(Problem.MEDIA_TYPE);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/" + kind);
    }

    private record Limits(MemorySize json, MemorySize launch, MemorySize image, MemorySize video, MemorySize freeDisk)
            implements ApiLimits {
        Limits() {
            this(megabyte(), megabyte(), megabyte(), megabyte(), megabyte());
        }

        private static MemorySize megabyte() {
            return new MemorySize(BigInteger.valueOf(1024 * 1024));
        }
    }
}
