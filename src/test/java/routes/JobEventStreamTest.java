package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import local.SqlFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** A job's history, streamed live. */
@QuarkusTest
@TestProfile(ShortWaits.class)
@Timeout(60)
class JobEventStreamTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @TestHTTPResource
    URI service;

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void forget() {
        SandboxControl.reset();
    }

    @Test
    void tellsTheHistoryWhileItHappensAndEndsWithTheJob() throws Exception {
        SandboxControl.set("video_processing_ms", 2000);
        String jobId = ServiceApi.videoJob(clients.register());

        List<String> told;
        try (Stream<String> lines = follow(jobId, "0").body()) {
            told = lines.filter(line -> line.startsWith("event: ")).toList();
        }

        assertThat(told)
                .startsWith("event: accepted")
                .containsSubsequence("event: started", "event: waiting", "event: resumed")
                .endsWith("event: succeeded");
        assertThat(told).hasSameSizeAs(history(jobId));
    }

    @Test
    void goesOnAfterTheEventThatTheListenerNames() throws Exception {
        SandboxControl.set("video_processing_ms", 0);
        String jobId = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitSuccess(jobId);
        List<String> ids;
        try (Stream<String> lines = follow(jobId, "0").body()) {
            ids = lines.filter(line -> line.startsWith("id: ")).toList();
        }
        String third = ids.get(2).substring("id: ".length());
        String last = ids.get(ids.size() - 1).substring("id: ".length());

        HttpResponse<Stream<String>> rest = follow(jobId, third);
        assertThat(rest.headers().firstValue("X-Accel-Buffering"))
                .as("for nginx")
                .contains("no");
        assertThat(rest.headers().firstValue("Cache-Control")).contains("no-store");
        try (Stream<String> lines = rest.body()) {
            assertThat(lines.filter(line -> line.startsWith("id: ")))
                    .containsExactlyElementsOf(ids.subList(3, ids.size()));
        }
        assertThat(follow(jobId, last).statusCode()).as("nothing more to come").isEqualTo(204);
    }

    /** Two transactions write events; the one that began first is committed last. */
    @Test
    void missesNoEventThatIsCommittedLate() throws Exception {
        SandboxControl.set("video_processing_ms", 600_000);
        String jobId = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitJob(jobId, "a wait for Meta", job -> "processing".equals(job.path("waiting_for")));
        List<String> told = new CopyOnWriteArrayList<>();
        CompletableFuture<?> listener = CompletableFuture.runAsync(() -> listen(jobId, told));
        try (Connection late = dataSource.getConnection()) {
            late.setAutoCommit(false);
            note(late, jobId, "late");
            CompletableFuture<?> second = CompletableFuture.runAsync(() -> {
                try (Connection early = dataSource.getConnection()) {
                    note(early, jobId, "early");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            // Without the lock of the job's row, the second event would be sent before the first is visible.
            await("the second event, or its wait for the first")
                    .until(() -> told.contains("event: early") || isWaitedFor());
            late.commit();
            second.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        await("both events").atMost(LIMIT).untilAsserted(() -> assertThat(told)
                .containsSubsequence("event: late", "event: early"));
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        assertThat(listener).succeedsWithin(LIMIT);
    }

    private void listen(String jobId, List<String> told) {
        try (Stream<String> lines = follow(jobId, "0").body()) {
            lines.filter(line -> line.startsWith("event: ")).forEach(told::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void note(Connection connection, String jobId, String event) throws SQLException {
        SqlFile.named("note-job-event").run(connection, Map.of("job_id", jobId, "event", event, "detail", "a test"));
    }

    private boolean isWaitedFor() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT count(*) FROM pg_stat_activity"
                        + " WHERE wait_event_type = 'Lock' AND query LIKE '%INSERT INTO job_events%'"
                        + " AND datname = current_database()")) {
            return result.next() && result.getLong(1) > 0;
        }
    }

    @Test
    void endsForAKeyThatIsRevoked() throws Exception {
        SandboxControl.set("video_processing_ms", 600_000);
        TestClient client = clients.register();
        String jobId = ServiceApi.videoJob(client);
        String keys = "/v1/clients/" + client.id() + "/keys";
        Response key = given().contentType(ContentType.JSON).body("{}").post(keys);
        HttpRequest request = events(jobId)
                .header("Authorization", "Bearer " + key.path("key"))
                .build();

        Stream<String> lines = http.send(request, BodyHandlers.ofLines()).body();
        given().delete(keys + "/" + key.path("key_id")).then().statusCode(204);

        assertThat(CompletableFuture.supplyAsync(lines::toList))
                .succeedsWithin(LIMIT)
                .asInstanceOf(LIST)
                .contains("event: accepted");
        ServiceApi.job(jobId).then().body("finished_at", nullValue());
        assertThat(http.send(request, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
    }

    /** A key that was revoked during the wait receives nothing about the job. */
    @Test
    void waitsEndForAKeyThatIsRevoked() throws Exception {
        SandboxControl.set("video_processing_ms", 600_000);
        TestClient client = clients.register();
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitJob(jobId, "a wait for Meta", job -> "processing".equals(job.path("waiting_for")));
        String keys = "/v1/clients/" + client.id() + "/keys";
        Response key = given().contentType(ContentType.JSON).body("{}").post(keys);
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/v1/jobs/" + jobId + "?wait=30s"))
                .header("Authorization", "Bearer " + key.path("key"))
                .build();

        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request, BodyHandlers.ofString());
        await("the client's only slot for a wait to be taken")
                .atMost(LIMIT)
                .until(() -> given().header("Authorization", "Bearer " + key.path("key"))
                                .get("/v1/jobs/" + jobId + "?wait=1ms")
                                .statusCode()
                        == 429);
        assertThat(answer).isNotDone();
        given().delete(keys + "/" + key.path("key_id")).then().statusCode(204);

        HttpResponse<String> refusal = answer.get(10, TimeUnit.SECONDS);
        assertThat(refusal.statusCode()).isEqualTo(401);
        assertThat(refusal.headers().firstValue("WWW-Authenticate")).isPresent();
        assertThat(refusal.body()).doesNotContain(client.id());
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
    }

    @Test
    void moreStreamsThanArePossibleAtOnceFollowOneAnother() throws Exception {
        SandboxControl.set("video_processing_ms", 0);
        String jobId = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitSuccess(jobId);

        for (int i = 0; i <= ShortWaits.EVENT_STREAMS; i++) {
            HttpResponse<Stream<String>> stream = follow(jobId, "0");
            try (Stream<String> lines = stream.body()) {
                assertThat(lines.toList()).as("stream %d", i).contains("event: succeeded");
            }
        }
    }

    private HttpResponse<Stream<String>> follow(String jobId, String lastEventId)
            throws IOException, InterruptedException {
        return http.send(events(jobId).header("Last-Event-ID", lastEventId).build(), BodyHandlers.ofLines());
    }

    private HttpRequest.Builder events(String jobId) {
        return HttpRequest.newBuilder(service.resolve("/v1/jobs/" + jobId + "/events"))
                .header("Accept", "text/event-stream");
    }

    private static List<Object> history(String jobId) {
        return given().get("/v1/jobs/" + jobId + "/events").path("events");
    }
}
