package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import blobs.BlobsConfig;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.HostileRequests.Request;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** Hostile requests get a clear answer and leave nothing behind: no object, no row, no file, no stack trace. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class HostileInputTest {

    private static final int MB = 1024 * 1024;

    /** Texts that no answer may contain: a trace, a class, a version, a file's location. */
    private static final List<String> INTERNALS = List.of(
            "\tat ",
            "Exception",
            "org.apache",
            "io.vertx",
            "io.netty",
            "com.fasterxml",
            "jdbc:",
            "Quarkus",
            "/.uploads");

    /** Answer headers that only a caller could have caused. */
    private static final List<String> FOREIGN_HEADERS = List.of("\ncamel", "\nset-cookie", "\nx-evil", "\nserver:");

    private static final int LONGEST_ANSWER = 200_000;

    @TestHTTPResource
    URI service;

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @Inject
    BlobsConfig blobs;

    private TestClient client;

    @BeforeEach
    void forget() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void everyHostileRequestIsRejectedAndLeavesNothing() throws Exception {
        List<Request> requests = HostileRequests.inTheNameOf(client.id());
        assertThat(requests).hasSizeGreaterThan(1000);
        Map<String, Long> rows = rows();
        List<String> files = files();
        List<String> faults = new ArrayList<>();

        List<LogRecord> traces = tracesWhile(() -> {
            for (Request request : requests) {
                faultOf(request).ifPresent(faults::add);
            }
        });

        assertThat(faults).as("%d of %d", faults.size(), requests.size()).isEmpty();
        assertThat(traces).as("stack traces in the log").isEmpty();
        assertThat(callsToMeta()).as("calls to Meta").isEmpty();
        assertThat(rows()).isEqualTo(rows);
        awaitFiles(files);
    }

    /** All calls except look-ups of background tasks, which settle what other tests left open. */
    private List<JsonNode> callsToMeta() {
        return StreamSupport.stream(SandboxControl.state().path("calls").spliterator(), false)
                .filter(call -> !call.path("method").asText().equals("GET")
                        || call.path("account").asText().equals(client.adAccountId()))
                .toList();
    }

    private Optional<String> faultOf(Request request) {
        RawAnswers.Answer answer = send(request);
        boolean refused = answer.status() >= 400
                && answer.status() < 500
                && answer.hasHeader("Content-Type: application/problem+json")
                && answer.body().contains("\"type\":\"/problems/");
        boolean sealed = answer.hasHeader("X-Content-Type-Options: nosniff")
                && answer.hasHeader("Cache-Control: no-store")
                && FOREIGN_HEADERS.stream().noneMatch(answer.head().toLowerCase(Locale.ROOT)::contains);
        // The caller's own text, which names the invalid field, is not internal.
        boolean discreet = INTERNALS.stream().noneMatch(answer.body()::contains)
                || request.toString().contains("org.apache");
        return refused && sealed && discreet && answer.body().length() < LONGEST_ANSWER
                ? Optional.empty()
                : Optional.of(request + " -> " + answer.head()
                        + answer.body().substring(0, Math.min(300, answer.body().length())));
    }

    private RawAnswers.Answer send(Request request) {
        try {
            return RawAnswers.answer(service, request.method(), request.path(), request.headers(), request.body());
        } catch (IOException e) {
            return new RawAnswers.Answer(0, e + "\r\n", "");
        }
    }

    @Test
    void framesThatSmuggleAreNotServedTwice() throws IOException {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, String> request : AmbiguousRequests.all().entrySet()) {
            List<String> lines = RawAnswers.statusLinesUntilClosed(service, request.getValue());
            if (lines.size() != 1 || !lines.get(0).matches("HTTP/1\\.[01] 400 .*")) {
                faults.add(request.getKey() + " -> " + lines);
            }
        }
        assertThat(faults).isEmpty();
        assertThat(callsToMeta()).isEmpty();
    }

    @Test
    void anAmbiguousRequestBehindOthersIsRejectedAfterThem() throws IOException {
        String inner = AmbiguousRequests.INNER;

        assertThat(RawAnswers.statusLinesUntilClosed(service, inner + inner + "\u0000\u0000" + inner))
                .extracting(line -> line.substring(9, 12))
                .containsExactly("200", "200", "400");
    }

    @Test
    void aBodyThatTurnsOutAmbiguousEndsItsConnection() throws Exception {
        String host = "Host: x\r\n";
        String head = "POST /v1/campaigns HTTP/1.1\r\n" + host
                + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n";
        try (Socket socket = new Socket(service.getHost(), service.getPort())) {
            socket.setSoTimeout(30_000);
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            byte[] proceed = socket.getInputStream().readNBytes("HTTP/1.1 100 Continue\r\n\r\n".length());
            out.write(("100000002\r\n{}\r\n0\r\n\r\n" + AmbiguousRequests.INNER).getBytes(StandardCharsets.ISO_8859_1));
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(new String(proceed, StandardCharsets.US_ASCII)).startsWith("HTTP/1.1 100 ");
            assertThat(answers).startsWith("HTTP/1.1 400 ").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void requestsInAnyProperFrameAreServed() throws IOException {
        String post = "POST /v1/campaigns HTTP/1.1\r\nHost: x:80\r\nContent-Type: application/json\r\n";
        String last = "GET /v1/nothing HTTP/1.1\r\nHost: [::1]\r\nConnection: close\r\n\r\n";
        for (String request : List.of(
                post + "Content-Length: 2\r\n\r\n{}",
                post + "Content-Length: 002 \t\r\n\r\n{}\r\n",
                post + "transfer-encoding:chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
                post + "Transfer-Encoding: Chunked \r\n\r\n0001;a=b;c\r\n{\r\n1\r\n}\r\n00\r\nX-Sum: \u00e9 1\r\n\r\n",
                "\r\n" + post + "Content-Length: 0\r\nX-Empty:\r\nX-Text: \u00e9\t\"a\"\r\n\r\n")) {
            List<String> lines = RawAnswers.statusLinesUntilClosed(service, request + last);

            assertThat(lines)
                    .as(request)
                    .extracting(line -> line.substring(9, 12))
                    .containsExactly("400", "404");
        }
    }

    @Test
    void longHeadersAndOtherHostsAreRejected() throws IOException {
        String host = "Host: " + service.getAuthority() + "\r\n";
        for (String request : List.of(
                "GET http://127.0.0.1:1/v1/nothing HTTP/1.1\r\n" + host + "\r\n",
                "GET /v1/jobs?limit=0 HTTP/1.1\r\n" + host + "X-A: " + "a".repeat(50_000) + "\r\n\r\n")) {
            assertThat(RawAnswers.statusLines(service, request))
                    .hasSize(1)
                    .allMatch(line -> line.matches("HTTP/1\\.[01] 4[0-9][0-9] .*"));
        }
    }

    @Test
    void noValueIsEvaluated() {
        String name =
                "${exchangeProperty.x} ${sys.user.dir} {{creative.blobs.dir}} '; DROP TABLE jobs; -- ${jndi:ldap://x}";

        Map<String, Object> campaign = ServiceApi.campaign(client);
        campaign.put("name", name);
        ServiceApi.id(ServiceApi.post("/v1/campaigns", campaign), "campaign_id");
        String creativeId = ServiceApi.id(
                given().multiPart("client_id", client.id())
                        .multiPart("name", "${file:name}", "text/plain; charset=utf-8")
                        .multiPart("link", "https://www.example.com/?a=%24%7Bsys.user.dir%7D")
                        .multiPart("message", name, "text/plain; charset=utf-8")
                        .multiPart("image", "../../${file:name}.png", TestMedia.picture())
                        .post("/v1/creatives/image"),
                "creative_id");

        assertThat(SandboxControl.objects("campaigns", client))
                .extracting(made -> made.path("name").asText())
                .containsExactly(name);
        JsonNode creative = SandboxControl.objects("adcreatives", client).stream()
                .filter(made -> made.path("id").asText().equals(creativeId))
                .findFirst()
                .orElseThrow();
        assertThat(creative.path("name").asText()).isEqualTo("${file:name}");
        assertThat(creative.toString()).contains("{{creative.blobs.dir}} '; DROP TABLE jobs");
    }

    @Test
    void fiftyMegabytesOfNoiseAreNoVideo() throws Exception {
        byte[] noise = new byte[50 * MB];
        new Random(5).nextBytes(noise);
        Map<String, Long> rows = rows();
        List<String> files = files();

        RawAnswers.Answer answer = RawAnswers.answer(
                service,
                "POST",
                "/v1/jobs/creatives/video",
                Map.of("Content-Type", "multipart/form-data; boundary=x"),
                HostileRequests.video(client.id(), "x", "v.mp4", noise));

        assertThat(answer.status()).as(answer.body()).isEqualTo(415);
        assertThat(answer.hasHeader("Content-Type: application/problem+json")).isTrue();
        assertThat(rows()).isEqualTo(rows);
        awaitFiles(files);
    }

    @Test
    void anEndlessFileEndsAtItsLimit() throws Exception {
        List<String> files = files();

        List<String> lines = RawAnswers.statusLinesOfEndlessFile(service, "/v1/creatives/image", "image", 40);

        assertThat(lines).hasSize(1).allMatch(line -> line.startsWith("HTTP/1.1 413"));
        awaitFiles(files);
    }

    @Test
    void anImageThatDecodesToGigabytesIsRejected() throws Exception {
        byte[] bomb = TestMedia.picture();
        ByteBuffer.wrap(bomb).putInt(16, 60_000).putInt(20, 60_000);
        List<String> files = files();

        Response answer = ServiceApi.image(client, bomb);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.<String>path("errors[0].field")).isEqualTo("image");
        assertThat(callsToMeta()).isEmpty();
        awaitFiles(files);
    }

    /** The product of the sides of the first does not fit into 64 bits, and overflows to a small number. */
    @ParameterizedTest
    @CsvSource({"-1, -1, 413", "0, 600, 422"})
    void anImageOfImpossibleSizeIsRejected(int width, int height, int status) throws Exception {
        byte[] picture = TestMedia.picture();
        ByteBuffer.wrap(picture).putInt(16, width).putInt(20, height);
        List<String> files = files();

        Response answer = ServiceApi.image(client, picture);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.<String>path("errors[0].field")).isEqualTo("image");
        assertThat(callsToMeta()).isEmpty();
        awaitFiles(files);
    }

    @Test
    void textsMadeToCollideCostNothing() {
        StringBuilder list = new StringBuilder();
        for (int i = 0; i < 28_000; i++) {
            list.append(i == 0 ? "" : ",").append('"').append(colliding(i)).append('"');
        }

        Response answer = given().contentType("application/json")
                .body("{\"special_ad_categories\":[" + list + "]}")
                .post("/v1/campaigns");

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.<List<?>>path("errors")).hasSize(100);
        assertThat(answer.<String>path("detail")).contains("the first 100 faults");
        // Compared by hash they would take more than a minute.
        assertThat(answer.time()).isLessThan(20_000);
    }

    /** "Aa" and "BB" have the same hash code, and so has any concatenation of them. */
    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 0; bit < 15; bit++) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    private List<LogRecord> tracesWhile(Runnable attack) {
        Queue<LogRecord> traces = new ConcurrentLinkedQueue<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                if (record.getThrown() != null) {
                    traces.add(record);
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger root = Logger.getLogger("");
        root.addHandler(handler);
        try {
            attack.run();
        } finally {
            root.removeHandler(handler);
        }
        return List.copyOf(traces);
    }

    /** The number of rows of each table. */
    private Map<String, Long> rows() throws SQLException {
        Map<String, Long> rows = new TreeMap<>();
        try (Connection connection = dataSource.getConnection()) {
            for (String table : List.of("jobs", "job_events", "intents", "idempotency_keys")) {
                try (var statement = connection.createStatement();
                        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
                    count.next();
                    rows.put(table, count.getLong(1));
                }
            }
        }
        return rows;
    }

    /** All files in the blob store, including uploads in progress. */
    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(blobs.dir())) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private void awaitFiles(List<String> files) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(files()).isEqualTo(files));
    }
}
