package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sandbox.GraphClient.Reply;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

class ControlApiTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();

    @Test
    void stateOfANewSandbox() {
        assertThat(client.state())
                .hasToString(
                        "{\"objects\":{\"campaigns\":[],\"adsets\":[],\"ads\":[],\"adcreatives\":[],\"adlabels\":[],"
                                + "\"adimages\":[],\"advideos\":[],\"upload_sessions\":[]},\"calls\":[],\"max_concurrent\":0,"
                                + "\"max_concurrent_by_account\":{}}");
    }

    @Test
    void stateShowsObjectsAndCalls() {
        String id = Samples.campaignId(client);
        client.get("/" + id, "fields", "name");
        client.get("/123");

        JsonNode state = client.state();
        assertThat(state.at("/objects/campaigns/0/id").asText()).isEqualTo(id);
        assertThat(state.at("/objects/campaigns/0/account_id").asText()).isEqualTo("1001");
        assertThat(state.at("/objects/campaigns/0/name").asText()).isEqualTo("Spring");
        assertThat(state.at("/objects/campaigns/0/created_time").asText()).isNotEmpty();
        assertThat(state.path("calls")).hasSize(3);
        assertThat(state.at("/calls/0/method").asText()).isEqualTo("POST");
        assertThat(state.at("/calls/0/path").asText()).isEqualTo("/act_1001/campaigns");
        assertThat(state.at("/calls/0/account").asText()).isEqualTo("act_1001");
        assertThat(state.at("/calls/0/status").asInt()).isEqualTo(200);
        assertThat(state.at("/calls/0/upload_phase").isNull()).isTrue();
        assertThat(state.at("/calls/0/at").asText()).endsWith("Z");
        assertThat(state.at("/calls/1/path").asText()).isEqualTo("/" + id);
        assertThat(state.at("/calls/1/account").asText()).as("its owner").isEqualTo("act_1001");
        assertThat(state.at("/calls/2/account").isNull()).isTrue();
        assertThat(state.at("/calls/2/status").asInt()).isEqualTo(400);
        assertThat(state.path("max_concurrent").asInt()).isEqualTo(1);
    }

    @Test
    void forgetsEverything() {
        String initial = client.control("GET", "_settings", null).body().toString();
        Samples.campaignId(client);
        client.settings("{\"latency_ms\":5,\"rejected_tokens\":[\"x\"]}");
        client.faults("[{\"action\":\"drop\",\"path\":\"/never\"}]");

        assertThat(client.control("DELETE", "_state", null).status()).isEqualTo(200);

        stateOfANewSandbox();
        assertThat(client.control("GET", "_faults", null).body()).isEmpty();
        assertThat(client.control("GET", "_settings", null).body()).hasToString(initial);
    }

    @Test
    void settingsLeftOutStayAsTheyAre() {
        client.settings("{\"latency_ms\":1}");
        client.settings("{\"chunk_bytes\":7}");

        JsonNode settings = client.control("GET", "_settings", null).body();
        assertThat(settings.path("latency_ms").asInt()).isEqualTo(1);
        assertThat(settings.path("chunk_bytes").asInt()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"colour\":1}",
                "{\"latency_ms\":\"5\"}",
                "{\"latency_ms\":-1}",
                "{\"latency_ms\":1.5}",
                "{\"chunk_bytes\":0}",
                "{\"video_outcome\":\"lost\"}",
                "{\"video_outcome\":1}",
                "{\"account_currency\":\"euro\"}",
                "{\"account_currency\":{}}",
                "{\"account_currency\":{\"act_1\":1}}",
                "{\"rejected_tokens\":\"x\"}",
                "{\"rejected_tokens\":[1]}",
                "{\"latency_ms\":9,\"colour\":1}"
            })
    void refusesSettingsThatItCannotRead(String settings) {
        Reply reply = client.control("PUT", "_settings", settings);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body().path("error").asText()).isNotEmpty();
        assertThat(client.control("GET", "_settings", null)
                        .body()
                        .path("latency_ms")
                        .asInt())
                .isZero();
    }

    @Test
    void otherControlCallsDoNotExist() {
        assertThat(client.control("POST", "_state", "").status()).isEqualTo(404);
        assertThat(client.control("GET", "_secrets", null).status()).isEqualTo(404);
        assertThat(client.control("GET", "", null).status()).isEqualTo(404);
    }

    @Test
    void latencyMeetsEveryCall() {
        client.settings("{\"latency_ms\":120}");

        client.get("/act_1");
        client.get("/123");

        client.state().path("calls").forEach(call -> assertThat(call.path("ms").asLong())
                .isGreaterThanOrEqualTo(110));
    }

    @Test
    void countsCallsAtTheSameTime() {
        client.settings("{\"latency_ms\":700}");
        List<CompletableFuture<Reply>> calls = new ArrayList<>();
        for (String account : new String[] {"/act_1", "/act_1", "/act_1", "/act_2"}) {
            calls.add(client.postAsync(account + "/campaigns", campaign()));
        }
        client.state();
        calls.forEach(call -> assertThat(call.join().status()).isEqualTo(200));

        assertThat(client.state().path("max_concurrent").asInt()).isEqualTo(4);
        assertThat(client.state().path("max_concurrent_by_account")).hasToString("{\"act_1\":3,\"act_2\":1}");
    }

    @Test
    void callsOneAfterTheOtherAreNeverCountedTogether() {
        for (int i = 0; i < 300; i++) {
            client.get(ACCOUNT);
        }

        assertThat(client.state().path("max_concurrent").asInt()).isEqualTo(1);
    }

    @Test
    void aClientThatHangsUpInItsBodyIsStatusZero() throws IOException {
        try (Socket socket = new Socket("localhost", SERVER.port())) {
            socket.getOutputStream()
                    .write(("POST /sandbox/v26.0/act_9/campaigns HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"name\":")
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Awaitility.await().until(() -> client.state().path("calls").size() == 1);
        JsonNode call = client.state().at("/calls/0");
        assertThat(call.path("status").asInt(-1)).isZero();
        assertThat(call.path("account").asText()).isEqualTo("act_9");
        client.get("/act_9");
        assertThat(client.state().at("/max_concurrent_by_account/act_9").asInt())
                .as("the broken call is not counted on")
                .isEqualTo(1);
    }

    @Test
    void aChunkThatBreaksOffIsTold() throws IOException {
        String part = "--b\r\nContent-Disposition: form-data; name=\"upload_phase\"\r\n\r\ntransfer\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"start_offset\"\r\n\r\n7\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"video_file_chunk\"; filename=\"c\"\r\n\r\n"
                + "x".repeat(5000);
        try (Socket socket = new Socket("localhost", SERVER.port())) {
            socket.getOutputStream()
                    .write(("POST /sandbox/v26.0/act_9/advideos HTTP/1.1\r\nHost: localhost\r\n"
                                    + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
                                    + part)
                            .getBytes(StandardCharsets.US_ASCII));
        }

        Awaitility.await().until(() -> client.state().path("calls").size() == 1);
        JsonNode call = client.state().at("/calls/0");
        assertThat(call.path("status").asInt(-1)).isZero();
        assertThat(call.path("upload_phase").asText()).isEqualTo("transfer");
        assertThat(call.path("start_offset").asInt()).isEqualTo(7);
        assertThat(call.path("bytes").asInt()).isBetween(4000, 5000);
    }

    @Test
    void servesAnyVersion() {
        String older = client.root() + "/v25.0/act_1?access_token=t";

        assertThat(client.send(HttpRequest.newBuilder(URI.create(older))).status())
                .isEqualTo(200);
    }
}
