package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.campaign;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.GraphClient.Part;
import sandbox.GraphClient.Reply;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

class FaultListTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String EDGE = ACCOUNT + "/campaigns";

    private final GraphClient client = SERVER.client();

    @Test
    void errorDoesNothing() {
        client.faults("[{\"method\":\"POST\",\"path\":\"/act_*/campaigns\",\"action\":\"error\","
                + "\"error\":{\"code\":17,\"error_subcode\":2446079},\"headers\":{\"X-Test\":\"yes\"}}]");

        Reply reply = client.post(EDGE, campaign());

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(17);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(2446079);
        assertThat(reply.error().path("message").asText()).isEqualTo("(#17) User request limit reached");
        assertThat(reply.error().path("type").asText()).isEqualTo("OAuthException");
        assertThat(reply.error().path("fbtrace_id").asText()).isNotEmpty();
        assertThat(reply.headers().firstValue("X-Test")).contains("yes");
        assertThat(count("campaigns")).isZero();
        assertThat(client.post(EDGE, campaign()).status()).as("once is enough").isEqualTo(200);
    }

    @Test
    void errorAfterDoesIt() {
        client.faults("[{\"action\":\"error_after\",\"status\":500,\"error\":{\"code\":1,\"message\":\"Mine\"}}]");

        Reply reply = client.post(EDGE, campaign());

        assertThat(reply.status()).isEqualTo(500);
        assertThat(reply.error().path("message").asText()).isEqualTo("Mine");
        assertThat(count("campaigns")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"answer,0", "answer_after,1"})
    void answersWithAnyJson(String action, int made) {
        client.faults("[{\"action\":\"" + action + "\",\"body\":{\"success\":true}},{\"action\":\"" + action
                + "\",\"status\":201,\"path\":\"/123\",\"headers\":{\"X-Test\":\"yes\"}}]");

        Reply reply = client.post(EDGE, campaign());
        Reply without = client.get("/123");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body()).hasToString("{\"success\":true}");
        assertThat(count("campaigns")).isEqualTo(made);
        assertThat(without.status()).isEqualTo(201);
        assertThat(without.body()).isEmpty();
        assertThat(without.headers().firstValue("X-Test")).contains("yes");
    }

    @Test
    void withoutAnErrorA5xxIsNoJsonAndA413Empty() {
        client.faults(
                "[{\"action\":\"error\",\"status\":503},{\"action\":\"error\",\"status\":413},{\"action\":\"error\"}]");

        Reply unavailable = client.get(EDGE);
        Reply tooLarge = client.get(EDGE);
        Reply plain = client.get(EDGE);

        assertThat(unavailable.status()).isEqualTo(503);
        assertThat(unavailable.body()).isNull();
        assertThat(unavailable.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.body()).isNull();
        assertThat(plain.status()).isEqualTo(400);
        assertThat(plain.error().path("code").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"drop,0", "drop_after,1"})
    void dropClosesTheConnectionWithoutAByte(String action, int made) throws IOException {
        client.faults("[{\"action\":\"" + action + "\"}]");

        try (Socket socket = new Socket("localhost", SERVER.port())) {
            socket.setSoTimeout(10_000);
            sendCampaign(socket);
            InputStream answer = socket.getInputStream();
            assertThat(answer.read()).isEqualTo(-1);
        }

        assertThat(count("campaigns")).isEqualTo(made);
        assertThat(client.state().at("/calls/0/status").asInt(-1)).isZero();
        assertThat(client.state().at("/calls/0/path").asText()).isEqualTo("/act_1001/campaigns");
    }

    @Test
    void delayWaitsAndThenDoesItForAClientThatIsGone() throws IOException {
        client.faults("[{\"action\":\"delay\",\"delay_ms\":1500}]");
        try (Socket socket = new Socket("localhost", SERVER.port())) {
            sendCampaign(socket);
        }

        Awaitility.await().until(() -> client.state().path("calls").size() == 1);
        assertThat(client.state().at("/calls/0/status").asInt(-1)).isZero();
        assertThat(count("campaigns")).as("not yet").isZero();
        Awaitility.await().until(() -> count("campaigns") == 1);
        assertThat(client.state().path("calls")).as("recorded once").hasSize(1);
    }

    @Test
    void delayHoldsTheCallBack() throws Exception {
        client.faults("[{\"action\":\"delay\",\"delay_ms\":500}]");
        Instant before = Instant.now();
        CompletableFuture<Reply> call = client.postAsync(EDGE, campaign());

        assertThat(call.get().status()).isEqualTo(200);
        assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(490));
        assertThat(client.state().at("/calls/0/ms").asLong()).isGreaterThanOrEqualTo(490);
    }

    @Test
    void delayAfterDoesItFirst() throws Exception {
        client.faults("[{\"action\":\"delay_after\",\"delay_ms\":1500}]");
        CompletableFuture<Reply> call = client.postAsync(EDGE, campaign());

        Awaitility.await().until(() -> count("campaigns") == 1);
        assertThat(call).isNotDone();
        assertThat(call.get().status()).isEqualTo(200);
    }

    @Test
    void repeatWindowTakesNothingOver() {
        client.settings("{\"chunk_bytes\":6}");
        client.faults("[{\"action\":\"repeat_window\"}]");
        String session = start();

        Reply repeated = transfer(session, 6);

        assertThat(repeated.status()).isEqualTo(200);
        assertThat(repeated.body()).hasToString("{\"start_offset\":\"0\",\"end_offset\":\"6\"}");
        assertThat(client.state().at("/objects/upload_sessions/0/bytes").asInt())
                .isZero();
        assertThat(transfer(session, 6).body().path("start_offset").asText())
                .as("once is enough")
                .isEqualTo("6");
    }

    private Reply transfer(String session, int bytes) {
        return client.postMultipart(
                ACCOUNT + "/advideos",
                Map.of("upload_phase", "transfer", "upload_session_id", session, "start_offset", "0"),
                new Part("video_file_chunk", "c", new byte[bytes]));
    }

    @Test
    void trickleDoesItAndSendsTheAnswerByteByByte() throws IOException {
        client.faults("[{\"action\":\"trickle\",\"delay_ms\":100}]");
        try (Socket socket = new Socket("localhost", SERVER.port())) {
            socket.setSoTimeout(10_000);
            Instant before = Instant.now();
            sendCampaign(socket);
            String head = readHead(socket.getInputStream());
            assertThat(head).startsWith("HTTP/1.1 200").containsIgnoringCase("content-length: ");
            assertThat(socket.getInputStream().readNBytes(5)).isEqualTo("{\"id\"".getBytes(StandardCharsets.US_ASCII));
            assertThat(Duration.between(before, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(390));
            assertThat(count("campaigns")).isEqualTo(1);
        }

        Awaitility.await().until(() -> client.state().path("calls").size() == 1);
        assertThat(client.state().at("/calls/0/status").asInt(-1)).as("hung up").isZero();
    }

    @Test
    void trickleSendsTheWholeAnswerInTheEnd() {
        client.faults("[{\"action\":\"trickle\",\"delay_ms\":5}]");

        Reply reply = client.post(EDGE, campaign());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().path("id").asText()).isNotEmpty();
        assertThat(client.state().at("/calls/0/status").asInt(-1)).isEqualTo(200);
    }

    @Test
    void expireSessionEndsTheUpload() {
        client.faults("[{\"upload_phase\":\"transfer\",\"action\":\"expire_session\"}]");
        String session = start();

        Reply transfer = transfer(session, 10);

        assertThat(transfer.error().path("code").asInt()).isEqualTo(100);
        assertThat(transfer.error().path("error_subcode").asInt()).isEqualTo(33);
        assertThat(client.state().at("/objects/upload_sessions")).isEmpty();
    }

    @Test
    void expireSessionOnAStartEndsTheOneItMakes() {
        client.faults("[{\"upload_phase\":\"start\",\"action\":\"expire_session\"}]");

        assertThat(start()).isNotEmpty();
        assertThat(client.state().at("/objects/upload_sessions")).isEmpty();
    }

    @Test
    void skipsAndCounts() {
        client.faults("[{\"path\":\"/act_*/campaigns\",\"skip\":1,\"times\":2,\"action\":\"error\"},"
                + "{\"path\":\"/act_*/campaigns\",\"skip\":1,\"action\":\"error\",\"status\":503}]");

        int[] statuses = new int[6];
        for (int i = 0; i < statuses.length; i++) {
            statuses[i] = client.get(EDGE).status();
        }

        assertThat(statuses).containsExactly(200, 400, 400, 503, 200, 200);
        assertThat(client.control("GET", "_faults", null).body()).isEmpty();
    }

    @Test
    void meetsObjectsOfAName() {
        client.faults(
                "[{\"method\":\"POST\",\"name\":\"Spring *.\",\"times\":5,\"action\":\"error\",\"error\":{\"code\":100}}]");

        assertThat(client.post(EDGE, Samples.with(campaign(), "name", "Spring 1."))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(EDGE, Samples.with(campaign(), "name", "Spring 12"))
                        .status())
                .isEqualTo(200);
        assertThat(client.get(EDGE).status()).isEqualTo(200);
        assertThat(client.control("GET", "_faults", null).body().at("/0/name").asText())
                .isEqualTo("Spring *.");
    }

    @Test
    void lastsForATime() {
        client.faults("[{\"for_ms\":600,\"action\":\"error\"}]");

        assertThat(client.get(EDGE).status()).isEqualTo(400);
        assertThat(client.get(EDGE).status()).isEqualTo(400);
        Awaitility.await().until(() -> client.get(EDGE).status() == 200);
    }

    @Test
    void meetsOnlyItsMethodPathAndPhase() {
        client.faults("[{\"method\":\"GET\",\"action\":\"error\"},{\"path\":\"/act_2*/**\",\"action\":\"error\"},"
                + "{\"upload_phase\":\"finish\",\"action\":\"error\"}]");

        assertThat(client.post(EDGE, campaign()).status()).isEqualTo(200);
        assertThat(client.get(EDGE).status()).isEqualTo(400);
        assertThat(client.post("/act_2002/campaigns", campaign()).status()).isEqualTo(400);
        assertThat(start()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/act_*/campaigns, /act_1/campaigns, true",
        "/act_*/campaigns, /act_1/adsets, false",
        "/act_*/campaigns, /act_1/x/campaigns, false",
        "/*, /123, true",
        "/*, /123/thumbnails, false",
        "/*/thumbnails, /123/thumbnails, true",
        "/**, /123/thumbnails, true",
        "**, /123, true",
        "/act_1/**, /act_1/campaigns, true",
        "act_1/ad*, /act_1/adsets, true",
        "/act.1, /act_1, false"
    })
    void pathsHaveWildcards(String pattern, String path, boolean matches) {
        assertThat(Fault.pattern(pattern).matcher(path).matches()).isEqualTo(matches);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "nonsense",
                "[1]",
                "[{}]",
                "[{\"action\":\"explode\"}]",
                "[{\"action\":\"error\",\"colour\":\"red\"}]",
                "[{\"action\":\"error\",\"times\":0}]",
                "[{\"action\":\"error\",\"skip\":\"1\"}]",
                "[{\"action\":\"error\",\"status\":99}]",
                "[{\"action\":\"error\",\"status\":600}]",
                "[{\"action\":\"error\",\"error\":\"bad\"}]",
                "[{\"action\":\"error\",\"error\":{}}]",
                "[{\"action\":\"error\",\"headers\":[]}]",
                "[{\"action\":\"error\",\"headers\":{\"no name\":\"x\"}}]",
                "[{\"action\":\"error\",\"headers\":{\"X\":\"two\\nlines\"}}]",
                "[{\"action\":\"error\",\"path\":1}]",
                "[{\"action\":\"error\",\"body\":{}}]",
                "[{\"action\":\"delay\"}]",
                "[{\"action\":\"trickle\"}]",
                "[{\"action\":\"error\"},{\"action\":\"explode\"}]"
            })
    void refusesFaultsThatItCannotRead(String faults) {
        Reply reply = client.control("POST", "_faults", faults);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isNotEmpty();
        assertThat(client.control("GET", "_faults", null).body()).isEmpty();
    }

    @Test
    void areListedAndCleared() {
        client.faults("[{\"action\":\"drop\",\"path\":\"/x\",\"times\":3}]");

        assertThat(client.control("GET", "_faults", null).body().at("/0/times").asInt())
                .isEqualTo(3);
        client.control("DELETE", "_faults", null);
        assertThat(client.control("GET", "_faults", null).body()).isEmpty();
    }

    @Test
    void aDroppedCallFailsForAnHttpClient() {
        client.faults("[{\"action\":\"drop\"}]");

        assertThatThrownBy(() -> client.post(EDGE, campaign())).hasCauseInstanceOf(IOException.class);
    }

    private static void sendCampaign(Socket socket) throws IOException {
        String form = "name=n&special_ad_categories=[]&is_adset_budget_sharing_enabled=false&access_token=t";
        String call = "POST /sandbox/v26.0/act_1001/campaigns HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + form.length() + "\r\n\r\n"
                + form;
        socket.getOutputStream().write(call.getBytes(StandardCharsets.US_ASCII));
    }

    private static String readHead(InputStream answer) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = answer.read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        return head.toString();
    }

    private String start() {
        return client.post(ACCOUNT + "/advideos", "upload_phase", "start", "file_size", "2000")
                .body()
                .path("upload_session_id")
                .asText();
    }

    private int count(String edge) {
        return client.state().at("/objects/" + edge).size();
    }
}
