package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.FileServer;
import local.TestMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** Media that the service downloads, from servers of every kind. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class MediaByUrlTest {

    @Inject
    TestClients clients;

    @Inject
    DataSource database;

    private TestClient client;
    private FileServer server;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    @AfterEach
    void stop() throws IOException {
        if (server != null) {
            server.close();
        }
    }

    @Test
    void downloadsAPicture() throws Exception {
        server = new FileServer(FileServer.sending(TestMedia.picture()));

        Response accepted = create(server.url("/beach.png?signature=s3cr3t"));
        Response job = ServiceApi.awaitSuccess(accepted.path("job_id"));

        accepted.then().statusCode(202).header("Location", equalTo("/v1/media/" + accepted.path("media_id")));
        job.then().body("progress.bytes_total", equalTo(TestMedia.picture().length));
        medium(accepted)
                .then()
                .body("kind", equalTo("image"))
                .body("status", equalTo("ready"))
                .body("width", equalTo(600))
                .body("sha256", equalTo(Digests.sha256(TestMedia.picture())));
        assertThat(medium(accepted).<String>path("image_hash")).isEqualTo(job.path("result.image_hash"));
        assertThat(server.requests()).hasSize(1);
        assertThat(server.requests().get(0).headers()).doesNotContainKeys("authorization", "cookie", "range");
    }

    @Test
    void downloadsAVideo() throws Exception {
        server = new FileServer(FileServer.sending(TestMedia.video()));

        Response accepted = create(server.url("/film.mp4"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        medium(accepted).then().body("kind", equalTo("video")).body("status", equalTo("ready"));
        assertThat(SandboxControl.objects("advideos", client)
                        .get(0)
                        .path("sha256")
                        .asText())
                .isEqualTo(Digests.sha256(TestMedia.video()));
    }

    @Test
    void goesOnWhereTheServerBreaksOff() throws Exception {
        byte[] film = largeVideo();
        server = new FileServer((request, out) -> FileServer.send(request, out, film, "\"v1\"", film.length * 2 / 5));

        Response accepted = create(server.url("/film.mp4"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        medium(accepted).then().body("sha256", equalTo(Digests.sha256(film)));
        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().get(1).offset()).isEqualTo(film.length * 2 / 5);
        assertThat(server.requests().get(1).headers()).containsEntry("if-range", "\"v1\"");
    }

    /** The rest of another version would not fit. */
    @Test
    void beginsAgainWhereTheFileHasChanged() throws Exception {
        byte[] film = largeVideo();
        AtomicInteger version = new AtomicInteger();
        server = new FileServer((request, out) -> {
            if (version.incrementAndGet() == 1) {
                FileServer.send(request, out, TestMedia.video(), "\"v1\"", 30_000);
            } else {
                FileServer.head(out, "200 OK", "Content-Length: " + film.length, "ETag: \"v2\"");
                out.write(film);
            }
        });

        Response accepted = create(server.url("/film.mp4"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        medium(accepted).then().body("sha256", equalTo(Digests.sha256(film)));
    }

    @Test
    void beginsAgainWhereTheServerCannotResume() throws Exception {
        byte[] film = TestMedia.video();
        AtomicInteger tries = new AtomicInteger();
        server = new FileServer((request, out) -> {
            FileServer.head(out, "200 OK", "Content-Length: " + film.length);
            out.write(film, 0, tries.incrementAndGet() == 1 ? 20_000 : film.length);
        });

        Response accepted = create(server.url("/film.mp4"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        medium(accepted).then().body("sha256", equalTo(Digests.sha256(film)));
    }

    /** It says that there is more than it ever sends. */
    @Test
    void givesUpOnALengthThatIsALie() throws Exception {
        server = new FileServer((request, out) -> {
            FileServer.head(out, "200 OK", "Content-Length: 100000000");
            out.write(TestMedia.picture());
        });

        failed(create(server.url("/film.mp4")))
                .then()
                .body("error.type", equalTo("/problems/download-failed"))
                .body("error.detail", containsString("breaks off"))
                .body("attempts", equalTo(ShortWaits.ATTEMPTS));
    }

    @Test
    void followsRedirects() throws Exception {
        server = new FileServer((request, out) -> {
            if (request.path().equals("/5")) {
                FileServer.send(request, out, TestMedia.picture(), "\"v1\"", Integer.MAX_VALUE);
            } else {
                int next = Integer.parseInt(request.path().substring(1)) + 1;
                FileServer.head(out, "302 Found", "Location: /" + next, "Content-Length: 0");
            }
        });

        Response accepted = create(server.url("/0"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void followsNoMoreThanFiveRedirects() throws Exception {
        server = new FileServer((request, out) ->
                FileServer.head(out, "302 Found", "Location: " + request.path(), "Content-Length: 0"));

        failed(create(server.url("/round")))
                .then()
                .body("error.detail", containsString("redirects more than 5 times"))
                .body("attempts", equalTo(1));
    }

    @ParameterizedTest
    @CsvSource({
        "401 Unauthorized, a link that anybody can open",
        "403 Forbidden, a link that anybody can open",
        "404 Not Found, has no file",
        "418 Teapot, 418"
    })
    void saysWhyThereIsNoFile(String status, String reason) throws Exception {
        server = new FileServer((request, out) -> FileServer.head(out, status, "Content-Length: 0"));

        Response accepted = create(server.url("/film.mp4?signature=s3cr3t"));

        failed(accepted)
                .then()
                .body("error.type", equalTo("/problems/download-failed"))
                .body("error.detail", allOf(containsString("127.0.0.1"), containsString(reason)))
                .body("error.detail", not(containsString("s3cr3t")))
                .body("attempts", equalTo(1));
        medium(accepted).then().body("status", equalTo("failed")).body("error.detail", containsString(reason));
    }

    @Test
    void triesAgainWhereTheServerFailsForTheMoment() throws Exception {
        AtomicInteger tries = new AtomicInteger();
        server = new FileServer((request, out) -> {
            if (tries.incrementAndGet() <= 4) {
                FileServer.head(out, "503 Service Unavailable", "Content-Length: 0");
            } else {
                FileServer.send(request, out, TestMedia.picture(), "\"v1\"", Integer.MAX_VALUE);
            }
        });

        ServiceApi.awaitSuccess(create(server.url("/beach.png")).path("job_id"))
                .then()
                .body("attempts", equalTo(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html; charset=utf-8", "application/octet-stream"})
    void tellsAPageFromAFile(String type) throws Exception {
        byte[] page = "\n<!DOCTYPE html><html><body>Sign in to see the film</body></html>"
                .getBytes(StandardCharsets.US_ASCII);
        server = new FileServer((request, out) -> {
            FileServer.head(out, "200 OK", "Content-Type: " + type, "Content-Length: " + page.length);
            out.write(page);
        });

        failed(create(server.url("/s/abc/film.mp4?dl=0")))
                .then()
                .body("error.detail", containsString("a share page, not a file"))
                .body("error.detail", containsString("dl=1"))
                .body("error.detail", not(containsString("Sign in")));
    }

    @Test
    void refusesWhatIsNeitherAPictureNorAVideo() throws Exception {
        server = new FileServer(FileServer.sending("%PDF-1.7 something else".getBytes(StandardCharsets.US_ASCII)));

        failed(create(server.url("/file"))).then().body("error.type", equalTo("/problems/unsupported-media-type"));
    }

    @Test
    void refusesAnEmptyFile() throws Exception {
        server = new FileServer((request, out) -> FileServer.head(out, "200 OK", "Content-Length: 0"));

        failed(create(server.url("/file"))).then().body("error.detail", containsString("empty"));
    }

    @Test
    void refusesWhatIsTooLargeByItsHead() throws Exception {
        server = new FileServer((request, out) -> FileServer.head(out, "200 OK", "Content-Length: 99999999999"));

        failed(create(server.url("/file"))).then().body("error.type", equalTo("/problems/too-large"));
    }

    /** Each byte comes in time, and the file would be here in a year. */
    @Test
    void givesUpOnAServerThatTrickles() throws Exception {
        byte[] film = TestMedia.video();
        server = new FileServer((request, out) -> {
            FileServer.head(out, "200 OK", "Content-Length: " + film.length);
            FileServer.writeSlowly(out, film, 0, 1, Duration.ofMillis(50));
        });

        failed(create(server.url("/film.mp4"))).then().body("error.detail", containsString("too slowly"));
    }

    /** It takes longer than a period, and sends enough in each. */
    @Test
    void waitsForASlowServer() throws Exception {
        byte[] film = TestMedia.video();
        server = new FileServer((request, out) -> {
            FileServer.head(out, "200 OK", "Content-Length: " + film.length);
            FileServer.writeSlowly(out, film, 0, 12_000, Duration.ofMillis(250));
        });

        ServiceApi.awaitSuccess(create(server.url("/film.mp4")).path("job_id"));

        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void knowsBytesThatWereSentBefore() throws Exception {
        server = new FileServer(FileServer.sending(TestMedia.picture()));
        Response first = given().multiPart("client_id", client.id())
                .multiPart("file", "beach.png", TestMedia.picture())
                .post("/v1/media");

        Response accepted = create(server.url("/beach.png"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        medium(accepted)
                .then()
                .body("deduplicated", equalTo(true))
                .body("image_hash", equalTo(first.<String>path("image_hash")));
        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(1);
    }

    @Test
    void uploadsWhatTwoCallsNameOnce() throws Exception {
        SandboxControl.set("video_processing_ms", 500);
        server = new FileServer(FileServer.sending(TestMedia.video()));
        Response one = create(server.url("/a.mp4"));
        Response other = create(server.url("/b.mp4"));

        ServiceApi.awaitSuccess(one.path("job_id"));
        ServiceApi.awaitSuccess(other.path("job_id"));

        assertThat(SandboxControl.objects("advideos", client)).hasSize(1);
        assertThat(medium(one).<String>path("video_id")).isEqualTo(medium(other).path("video_id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/a.mp4", "https://user:pass@example.com/a.mp4", "https:///a", "nonsense"})
    void refusesUrlsThatItDoesNotCall(String url) {
        create(url).then().statusCode(400).body("errors[0].pointer", equalTo("/url"));
    }

    /** A signed URL gives access to the file. */
    @Test
    void keepsNoUrlThatCanBeRead() throws Exception {
        server = new FileServer((request, out) -> FileServer.head(out, "404 Not Found", "Content-Length: 0"));
        Response accepted = create(server.url("/film.mp4?signature=s3cr3t"));
        failed(accepted);

        assertThat(rows("SELECT row_to_json(m)::text FROM media m WHERE media_id = '" + accepted.path("media_id")
                        + "'"))
                .hasSize(1)
                .noneMatch(row -> row.contains("s3cr3t") || row.contains("film.mp4"));
        assertThat(rows("SELECT row_to_json(j)::text FROM jobs j WHERE job_id = '" + accepted.path("job_id") + "'"))
                .hasSize(1)
                .noneMatch(row -> row.contains("s3cr3t"));
    }

    @Test
    void forgetsTheUrlOnceTheBytesAreHere() throws Exception {
        server = new FileServer(FileServer.sending(TestMedia.picture()));
        Response accepted = create(server.url("/beach.png"));
        ServiceApi.awaitSuccess(accepted.path("job_id"));

        assertThat(rows("SELECT source FROM media WHERE media_id = '" + accepted.path("media_id") + "'"))
                .containsOnlyNulls();
    }

    private List<String> rows(String query) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> found = new java.util.ArrayList<>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        }
    }

    private Response create(String url) {
        return ServiceApi.post("/v1/media", ServiceApi.body(client, "url", url, "name", "Beach"));
    }

    private static Response medium(Response accepted) {
        return given().get("/v1/media/" + accepted.path("media_id"));
    }

    private static Response failed(Response accepted) {
        return ServiceApi.awaitStatus(ServiceApi.id(accepted, "job_id"), "failed");
    }

    /** A clip with some hundred kilobytes that no player looks at. */
    private static byte[] largeVideo() {
        byte[] clip = TestMedia.video();
        byte[] padding = new byte[300_000];
        new Random(1).nextBytes(padding);
        byte[] head = {0, 4, (byte) 0x93, (byte) 0xE0, 'f', 'r', 'e', 'e'};
        System.arraycopy(head, 0, padding, 0, head.length);
        byte[] film = java.util.Arrays.copyOf(clip, clip.length + padding.length);
        System.arraycopy(padding, 0, film, clip.length, padding.length);
        return film;
    }
}
