package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import blobs.BlobsConfig;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** Under overload the service rejects requests at once, stays healthy, and recovers. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class OverloadTest {

    private static final int SLOW_CONNECTIONS = 1000;
    private static final String BEGUN_BODY = "POST /v1/campaigns HTTP/1.1\r\nHost: x\r\n"
            + "Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{";
    private static final Duration RECOVERY = Duration.ofSeconds(15);

    @TestHTTPResource
    URI service;

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @Inject
    BlobsConfig blobs;

    @ConfigProperty(name = "quarkus.http.body.uploads-directory")
    Path uploadsDirectory;

    private TestClient client;

    @BeforeEach
    void forget() {
        SandboxControl.reset();
        client = clients.register();
    }

    @AfterEach
    void endFaults() {
        SandboxControl.reset();
    }

    @Test
    void aThousandSlowConnectionsDoNotStopHealth() throws IOException {
        try (RawConnections slow = RawConnections.open(service, SLOW_CONNECTIONS, BEGUN_BODY)) {
            Response health = given().get("/q/health/ready");
            String refusal = slow.answerOfTheLast();

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.time()).isLessThan(10_000);
            assertThat(refusal)
                    .startsWith("HTTP/1.1 503")
                    .containsIgnoringCase("retry-after: 1")
                    .contains("/problems/overloaded");
        }
        awaitWell();
    }

    @Test
    void aBodyThatHardlyComesIsGivenUp() throws IOException {
        try (RawConnections slow = RawConnections.open(service, 1, BEGUN_BODY)) {
            assertThat(slow.answerOfTheLast()).startsWith("HTTP/1.1 408").contains("/problems/request-timeout");
        }
    }

    /** Otherwise the sweeper would consider them files of a dead process. */
    @Test
    void filesOfACallUnderWayDoNotGrowOld() throws IOException {
        String parts = "POST /v1/jobs/creatives/video HTTP/1.1\r\nHost: x\r\nContent-Length: 100000000\r\n"
                + "Content-Type: multipart/form-data; boundary=x\r\n\r\n" + part("thumbnail", 10)
                + part("video", 200_000);
        FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));

        try (RawConnections slow = RawConnections.open(service, 1, parts)) {
            await("both files").atMost(RECOVERY).until(() -> uploads().size() == 2);
            for (Path file : uploads()) {
                Files.setLastModifiedTime(file, longAgo);
            }

            await("files marked as in use").atMost(RECOVERY).untilAsserted(() -> assertThat(uploads())
                    .hasSize(2)
                    .allSatisfy(
                            file -> assertThat(Files.getLastModifiedTime(file)).isGreaterThan(longAgo)));
            assertThat(slow.answerOfTheLast()).startsWith("HTTP/1.1 408");
        }
    }

    private static String part(String field, int bytes) {
        return "--x\r\nContent-Disposition: form-data; name=\"" + field + "\"; filename=\"a\"\r\n\r\n"
                + "a".repeat(bytes) + "\r\n";
    }

    private List<Path> uploads() throws IOException {
        try (Stream<Path> files = Files.list(uploadsDirectory)) {
            return files.toList();
        }
    }

    @Test
    void thoseWhoWaitForAJobLeaveThreadsToTheOthers() throws IOException {
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitJob(jobId, "processing", job -> "processing".equals(job.path("waiting_for")));
        String watch = "GET /v1/jobs/" + jobId + "?wait=20s HTTP/1.1\r\nHost: x\r\n\r\n";

        try (RawConnections watchers = RawConnections.open(service, ShortWaits.WATCHERS, watch)) {
            await().atMost(RECOVERY).until(() -> {
                Response oneMore = given().get("/v1/jobs/" + jobId + "?wait=1ms");
                return oneMore.statusCode() == 503 && "1".equals(oneMore.header("Retry-After"));
            });
            assertThat(ServiceApi.job(jobId).statusCode()).isEqualTo(200);
        }
        await().atMost(RECOVERY).untilAsserted(() -> assertThat(
                        given().get("/v1/jobs/" + jobId + "?wait=1ms").statusCode())
                .isEqualTo(200));
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
    }

    @Test
    void withoutAFreeDatabaseConnectionItIsUnavailableForThatLong() throws SQLException {
        List<Connection> taken = new ArrayList<>();
        try {
            while (isAnotherFree(taken)) {}
            Response answer = given().get("/v1/jobs?client_id=" + client.id());

            assertUnavailable(answer);
            assertUnavailable(given().accept("text/event-stream").get("/v1/jobs/" + UUID.randomUUID() + "/events"));
            assertThat(given().get("/q/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Connection connection : taken) {
                connection.close();
            }
        }
        awaitWell();
    }

    private static void assertUnavailable(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
    }

    private boolean isAnotherFree(List<Connection> taken) {
        try {
            return taken.add(dataSource.getConnection());
        } catch (SQLException exhausted) {
            return false;
        }
    }

    /** A file in the place of the directory acts like a disk that cannot be written. */
    @Test
    void rejectsUploadsWhileTheDiskIsMissing() throws IOException {
        Path uploads = blobs.dir().resolve(".uploads");
        Path aside = blobs.dir().resolve(".uploads-aside");
        Files.move(uploads, aside);
        try {
            Files.createFile(uploads);
            Response answer = ServiceApi.video(client, TestMedia.video());

            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.<String>path("type")).isEqualTo("/problems/storage-full");
        } finally {
            Files.delete(uploads);
            Files.move(aside, uploads);
        }
        assertThat(SandboxControl.calls(client, "POST", "advideos")).isEmpty();
        ServiceApi.awaitSuccess(ServiceApi.id(ServiceApi.video(client, TestMedia.video()), "job_id"));
    }

    private void awaitWell() {
        await().atMost(RECOVERY).untilAsserted(() -> {
            assertThat(given().get("/q/health/ready").statusCode()).isEqualTo(200);
            assertThat(ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                            .statusCode())
                    .isEqualTo(201);
        });
    }
}
