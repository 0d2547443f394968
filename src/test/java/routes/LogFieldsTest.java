package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** Log lines have the fields of their subject; one JSON object per line. */
@QuarkusTest
@TestProfile(TracedService.class)
class LogFieldsTest {

    private static final String HTTP_CLIENT = "org.apache.hc.client5.http.headers";
    private static final String ACCESS_LOG = "io.quarkus.http.access-log";

    @Inject
    TestClients clients;

    @Inject
    ObjectMapper mapper;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.registerWithToken("ENV:TOKEN_MARKED");
    }

    @Test
    void aJobsCallsOfMetaNameTheJob() throws IOException {
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitSuccess(jobId);

        List<JsonNode> lines = lines(HTTP_CLIENT, "job_id", jobId);
        assertThat(lines).isNotEmpty();
        assertThat(lines).extracting(line -> field(line, "client_id")).containsOnly(client.id());
        List<String> traces =
                lines.stream().map(line -> field(line, "trace_id")).distinct().toList();
        assertThat(traces).singleElement().asString().matches("[0-9a-f]{32}");
        assertThat(lines(ACCESS_LOG, "trace_id", traces.get(0)))
                .as("the call that created it")
                .extracting(line -> line.path("message").asText())
                .anyMatch(message -> message.startsWith("POST /v1/jobs/creatives/video 202 "));
    }

    @Test
    void aCallNamesItsClientAndNothingOfAnother() throws IOException {
        String campaignId = ServiceApi.campaignId(client);

        assertThat(lines(HTTP_CLIENT, "client_id", client.id()))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(field(line, "trace_id")).isNotEmpty())
                .allSatisfy(line -> assertThat(field(line, "job_id")).isEmpty());
        given().queryParam("client_id", client.id())
                .get("/v1/campaigns/" + campaignId)
                .then()
                .statusCode(200);
        given().get("/q/health/ready");
        await().untilAsserted(() -> assertThat(messages(ACCESS_LOG))
                .anyMatch(message -> message.matches("GET /v1/campaigns/" + campaignId + " 200 \\d+ ms"))
                .noneMatch(message -> message.contains("/q/") || message.contains("client_id")));
    }

    private List<JsonNode> lines(String logger, String field, String value) throws IOException {
        try (Stream<JsonNode> log = log(logger)) {
            return log.filter(line -> field(line, field).equals(value)).toList();
        }
    }

    private List<String> messages(String logger) throws IOException {
        try (Stream<JsonNode> log = log(logger)) {
            return log.map(line -> line.path("message").asText()).toList();
        }
    }

    private Stream<JsonNode> log(String logger) throws IOException {
        return Files.lines(Path.of(TracedService.LOG))
                .filter(line -> line.contains("\"" + logger + "\""))
                .map(this::json);
    }

    private JsonNode json(String line) {
        try {
            return mapper.readTree(line);
        } catch (IOException e) {
            throw new AssertionError(line, e);
        }
    }

    private static String field(JsonNode line, String name) {
        return line.path("mdc").path(name).asText();
    }
}
