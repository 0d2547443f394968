package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** Other clients and the administrator are served, whatever one client does. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ClientSharesTest {

    /** More than any limit of the service. */
    private static final int MANY = 140;

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @TestHTTPResource
    URI service;

    @Inject
    TestClients clients;

    private TestClient modest;
    private String greedyKey;
    private String modestKey;
    private String jobId;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        SandboxControl.set("video_processing_ms", 600_000);
        TestClient greedy = clients.register();
        modest = clients.register();
        greedyKey = key(greedy);
        modestKey = key(modest);
        jobId = ServiceApi.videoJob(greedy);
        ServiceApi.awaitJob(jobId, "processing", job -> "processing".equals(job.path("waiting_for")));
    }

    @AfterEach
    void end() {
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        SandboxControl.reset();
    }

    @Test
    void slowJsonBodiesOfOneClientBlockNoOthers() throws IOException {
        // Fast enough not to be aborted for some seconds.
        String begun = request("POST", "/v1/campaigns", "Content-Type: application/json", "Content-Length: 100000")
                + " ".repeat(8192);

        try (RawConnections slow = RawConnections.open(service, MANY, begun)) {
            assertThat(slow.answerOfTheLast())
                    .startsWith("HTTP/1.1 429")
                    .containsIgnoringCase("retry-after: 1")
                    .contains("/problems/rate-limited");
            assertOthersAreAnswered();
        }
        awaitAnswered(greedyKey);
    }

    @Test
    void slowUploadsOfOneClientBlockNoOthers() throws IOException {
        String begun = request(
                        "POST",
                        "/v1/jobs/creatives/video",
                        "Content-Type: multipart/form-data; boundary=x",
                        "Content-Length: 100000")
                + "--x\r\nContent-Disposition: form-data; name=\"video\"; filename=\"a\"\r\n\r\n"
                + "a".repeat(8192);

        try (RawConnections slow = RawConnections.open(service, MANY, begun)) {
            assertThat(slow.answerOfTheLast()).startsWith("HTTP/1.1 429").contains("/problems/rate-limited");
            assertOthersAreAnswered();
            assertThat(campaign(greedyKey, Map.of()).statusCode())
                    .as("JSON has slots of its own")
                    .isEqualTo(201);
            String theirs = video(modestKey);
            given().post("/v1/jobs/" + theirs + "/cancel").then().statusCode(202);
        }
    }

    @Test
    void waitsOfOneClientBlockNoOthers() throws IOException {
        String theirs = ServiceApi.videoJob(modest);
        String wait = request("GET", "/v1/jobs/" + jobId + "?wait=20s");

        try (RawConnections waits = RawConnections.open(service, MANY, wait)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertRateLimited(with(greedyKey).get("/v1/jobs/" + jobId + "?wait=1ms")));
            assertThat(with(modestKey).get("/v1/jobs/" + theirs + "?wait=1ms").statusCode())
                    .isEqualTo(200);
            assertThat(with(ShortWaits.ADMIN_KEY)
                            .get("/v1/jobs/" + theirs + "?wait=1ms")
                            .statusCode())
                    .isEqualTo(200);
            assertOthersAreAnswered();
        }
        given().post("/v1/jobs/" + theirs + "/cancel").then().statusCode(202);
    }

    @Test
    void eventStreamsOfOneClientBlockNoOthers() throws IOException {
        String theirs = ServiceApi.videoJob(modest);
        String stream = request("GET", "/v1/jobs/" + jobId + "/events", "Accept: text/event-stream");
        String other = stream.replace(greedyKey, modestKey).replace(jobId, theirs);

        try (RawConnections streams = RawConnections.open(service, MANY, stream)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertRateLimited(
                            with(greedyKey).accept("text/event-stream").get("/v1/jobs/" + jobId + "/events")));
            try (RawConnections one = RawConnections.open(service, 1, other)) {
                assertThat(one.headOfTheLast()).startsWith("HTTP/1.1 200");
            }
            assertOthersAreAnswered();
        }
        given().post("/v1/jobs/" + theirs + "/cancel").then().statusCode(202);
    }

    @Test
    void aClientThatIsAlwaysRejectedIsDelayed() {
        await().atMost(LIMIT).until(() -> {
            try (RawConnections refused = RawConnections.open(service, MANY, request("GET", "/v1/nothing"))) {
                assertThat(refused.headOfTheLast()).startsWith("HTTP/1.1 404");
                // The best of several attempts, since one can be slow by chance.
                return IntStream.range(0, 3)
                        .allMatch(i -> with(greedyKey).get("/v1/nothing").time() >= 250);
            }
        });
    }

    private void assertOthersAreAnswered() {
        assertAtOnce(campaign(modestKey, Map.of()));
        assertAtOnce(campaign(ShortWaits.ADMIN_KEY, Map.of("client_id", modest.id())));
    }

    private static void assertAtOnce(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(201);
        assertThat(answer.time()).isLessThan(10_000);
    }

    private static void assertRateLimited(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(429);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/rate-limited");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    private void awaitAnswered(String key) {
        await().atMost(LIMIT)
                .untilAsserted(
                        () -> assertThat(campaign(key, Map.of()).statusCode()).isEqualTo(201));
    }

    private static Response campaign(String key, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(Map.of("name", "Spring", "objective", "OUTCOME_TRAFFIC"));
        body.putAll(fields);
        return with(key).contentType(ContentType.JSON).body(body).post("/v1/campaigns");
    }

    private static String video(String key) {
        return ServiceApi.id(
                with(key)
                        .multiPart("name", "Film")
                        .multiPart("link", "https://www.example.com/sale")
                        .multiPart("video", "film.mp4", TestMedia.video())
                        .post("/v1/jobs/creatives/video"),
                "job_id");
    }

    private static String key(TestClient client) {
        return given().contentType(ContentType.JSON)
                .body("{\"calls_per_minute\": 0, \"creates_per_minute\": 0}")
                .post("/v1/clients/" + client.id() + "/keys")
                .path("key");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    /** The head of a request with the key of the client that uses up its share. */
    private String request(String method, String path, String... headers) {
        StringBuilder head = new StringBuilder(
                method + " " + path + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + greedyKey + "\r\n");
        for (String header : headers) {
            head.append(header).append("\r\n");
        }
        return head.append("\r\n").toString();
    }
}
