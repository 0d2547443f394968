package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** An operator's YAML routes, created, changed and deleted while the service runs. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class RouteFilesTest {

    private static final Path DIRECTORY = Path.of(ShortWaits.ROUTE_FILES);
    private static final Path EXAMPLES = Path.of("routes/examples");
    private static final String EVENT = "{{creative.events.job-succeeded}}";
    private static final Path OUTPUT = Path.of("target/route-files-output");

    @Inject
    CamelContext context;

    @Inject
    ProducerTemplate camel;

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void clean() throws IOException {
        SandboxControl.resetWithoutProcessing();
        empty(OUTPUT);
        Files.createDirectories(DIRECTORY);
    }

    @AfterEach
    void takeAllAway() throws IOException {
        List<String> javaRoutes = javaRoutes();
        empty(DIRECTORY);
        Files.delete(DIRECTORY);
        soon().untilAsserted(() -> assertThat(routes()).containsExactlyInAnyOrderElementsOf(javaRoutes));
    }

    @Test
    void areRunChangedAndEndedWithTheirFiles() throws IOException {
        List<String> before = routes();
        write("mine.yaml", appending("first.txt"));
        awaitRoute("mine");
        String jobId = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitSuccess(jobId);
        soon().untilAsserted(() -> assertThat(output("first.txt")).contains("\"job.succeeded\"", jobId));

        Route first = context.getRoute("mine");
        write("mine.yaml", appending("second.txt"));
        soon().until(() -> context.getRoute("mine") != null && context.getRoute("mine") != first);
        awaitRoute("mine");
        camel.sendBody(EVENT, "an event");
        soon().untilAsserted(() -> assertThat(output("second.txt")).contains("an event"));

        Files.delete(DIRECTORY.resolve("mine.yaml"));
        soon().until(() -> context.getRoute("mine") == null);
        assertThat(routes()).containsExactlyInAnyOrderElementsOf(before);
        ServiceApi.job(jobId).then().statusCode(200);
    }

    @Test
    void areReportedWhereTheyAreBrokenAndStopNothing() throws IOException {
        write("good.yaml", appending("good.txt"));
        awaitRoute("mine");
        write(
                "bad.yaml",
                "- route:\n    id: bad\n    from:\n      uri: timer:x\n      steps:\n        - nonsense: {}\n");
        awaitState("bad.yaml", "nonsense");

        // An edit that cannot be parsed, and one that cannot start: the earlier routes continue.
        write("good.yaml", "- route: [");
        awaitState("good.yaml", "while parsing");
        assertThat(context.getRouteController().getRouteStatus("mine")).isEqualTo(ServiceStatus.Started);
        write("good.yaml", appending("good.txt").replace("seda:job-succeeded", "no-such-component:x"));
        awaitState("good.yaml", "no-such-component");
        assertThat(context.getRouteController().getRouteStatus("mine")).isEqualTo(ServiceStatus.Started);
        camel.sendBody(EVENT, "still here");
        soon().untilAsserted(() -> assertThat(output("good.txt")).contains("still here"));
        given().get("/q/health/ready").then().statusCode(200);

        write("good.yaml", appending("good.txt"));
        write("bad.yaml", appending("bad.txt").replace("id: mine", "id: bad"));
        awaitRoute("bad");
        awaitState("good.yaml", "runs");
    }

    @ParameterizedTest
    @CsvSource({"graph, Another route has the id graph.", "getJob, Another route has the id getJob."})
    void takeNoNameOfTheServices(String id, String error) throws IOException {
        String endpoint = context.getRoute(id).getEndpoint().getEndpointUri();
        write("clash.yaml", appending("clash.txt").replace("id: mine", "id: " + id));

        awaitState("clash.yaml", error);

        assertThat(context.getRouteController().getRouteStatus(id)).isEqualTo(ServiceStatus.Started);
        assertThat(context.getRoute(id).getEndpoint().getEndpointUri()).isEqualTo(endpoint);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - from: {uri: 'timer:x', steps: [{log: x}]} | has no id
            - rest: {path: /mine, get: [{to: 'direct:graph'}]} | contract
            - routeConfiguration: {id: graph, onException: [{onException: {exception: ['java.lang.Exception']}}]} | routeConfiguration
            - beans: [] | no routes
            """)
    void holdNothingButRoutes(String content, String error) throws IOException {
        write("other.yaml", content);

        awaitState("other.yaml", error);
    }

    @Test
    void canAppendEventsToAFile() throws IOException {
        System.setProperty("events.directory", OUTPUT.toString());
        copyExample("append-to-file.yaml");
        awaitRoute("append-to-file");

        String succeeded = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitSuccess(succeeded);
        String failed = failedJob(clients.register());

        soon().untilAsserted(() -> assertThat(output("jobs.jsonl").lines())
                .hasSize(2)
                .anyMatch(line -> line.startsWith("{\"type\":\"job.succeeded\"") && line.contains(succeeded))
                .anyMatch(line -> line.startsWith("{\"type\":\"job.failed\"") && line.contains(failed)));
    }

    @Test
    void canPostEventsToAChat() throws IOException {
        try (WebhookReceiver chat = new WebhookReceiver()) {
            System.setProperty("chat.webhook.url", chat.url());
            copyExample("post-to-chat.yaml");
            awaitRoute("post-to-chat");
            TestClient client = clients.register();

            String failed = failedJob(client);
            SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'error','status':400,"
                    + "'error':{'code':17,'message':'User request limit reached'}}");
            TestClient throttled = clients.register();
            ServiceApi.post("/v1/campaigns", ServiceApi.campaign(throttled))
                    .then()
                    .statusCode(429);
            ServiceApi.post("/v1/campaigns", ServiceApi.campaign(throttled))
                    .then()
                    .statusCode(429);
            SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'error','status':400,"
                    + "'error':{'code':190,'message':'Invalid token'}}");
            TestClient rejected = clients.registerWithToken("ENV:TOKEN_OF_CHAT");
            ServiceApi.post("/v1/campaigns", ServiceApi.campaign(rejected))
                    .then()
                    .statusCode(424);

            soon().untilAsserted(() -> assertThat(chat.requests())
                    .extracting(request -> request.json().path("text").asText())
                    .hasSize(3)
                    .anyMatch(text ->
                            text.startsWith("Job " + failed + " of " + client.id() + " has failed: Meta: \"No\""))
                    .anyMatch(text -> text.startsWith(throttled.adAccountId() + " is throttled until 2"))
                    .anyMatch(text -> text.startsWith("The token of " + rejected.id() + " is dead: ")));
        }
    }

    @Test
    void canBeAJobType() throws IOException, SQLException {
        copyExample("job-type.yaml");
        awaitRoute("job-log_text");
        TestClient client = clients.register();
        UUID jobId = UUID.randomUUID();

        try (Connection connection = dataSource.getConnection();
                PreparedStatement insert = connection.prepareStatement(
                        "INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, input_json)"
                                + " SELECT ?, client_id, 'log_text', ad_account_id, page_id, '{\"text\":\"Olá\"}'"
                                + " FROM clients WHERE client_id = ?")) {
            insert.setObject(1, jobId);
            insert.setString(2, client.id());
            insert.executeUpdate();
        }

        ServiceApi.awaitSuccess(jobId.toString()).then().body("type", equalTo("log_text"));
    }

    private static String failedJob(TestClient client) {
        SandboxControl.faults("{'method':'POST','path':'/*/advideos','action':'error','status':400,"
                + "'error':{'code':100,'message':'\\\"No\\\"'}}");
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitStatus(jobId, "failed");
        return jobId;
    }

    private static String appending(String file) {
        return """
                - route:
                    id: mine
                    from:
                      uri: seda:job-succeeded
                      parameters:
                        multipleConsumers: true
                        discardIfNoConsumers: true
                      steps:
                        - to:
                            uri: file:%s
                            parameters: {fileName: %s, fileExist: Append, appendChars: '\\n'}
                """.formatted(OUTPUT, file);
    }

    private List<String> routes() {
        return context.getRoutes().stream().map(route -> route.getRouteId()).toList();
    }

    private List<String> javaRoutes() {
        return context.getRoutes().stream()
                .filter(route -> route.getSourceResource() == null
                        || !route.getSourceResource().getLocation().endsWith(".yaml")
                        || route.getRouteId().startsWith("rest"))
                .map(route -> route.getRouteId())
                .toList();
    }

    private void awaitRoute(String id) {
        soon().until(() -> context.getRoute(id) != null
                && context.getRouteController().getRouteStatus(id) == ServiceStatus.Started);
    }

    private static void awaitState(String file, String part) {
        soon().untilAsserted(() -> assertThat(given().get("/q/health/ready")
                        .<String>path("checks.find { it.name == 'route-files' }.data.'" + file + "'"))
                .contains(part));
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(50));
    }

    private static void copyExample(String name) throws IOException {
        Files.copy(EXAMPLES.resolve(name), DIRECTORY.resolve(name));
    }

    private static void write(String name, String content) throws IOException {
        Files.writeString(DIRECTORY.resolve(name), content);
    }

    private static String output(String name) throws IOException {
        Path file = OUTPUT.resolve(name);
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
