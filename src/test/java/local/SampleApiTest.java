package local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

class SampleApiTest {
    private record Call(String line, String contentType, String body) {}

    private final List<Call> calls = new ArrayList<>();
    private HttpServer server;
    private SampleApi api;
    private int status = 201;
    private String answer = "{}";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::record);
        server.start();
        api = new SampleApi("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void record(HttpExchange exchange) throws IOException {
        calls.add(new Call(
                exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                exchange.getRequestHeaders().getFirst("Content-Type"),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1)));
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void makesAnAdSetOfTheCampaign() throws Exception {
        answer = "{\"adset_id\":\"7\"}";

        assertThat(api.createAdSet("42").path("adset_id").asText()).isEqualTo("7");

        Call call = calls.get(0);
        assertThat(call.line()).isEqualTo("POST /v1/adsets");
        assertThat(call.contentType()).isEqualTo("application/json");
        JsonNode body = new ObjectMapper().readTree(call.body());
        assertThat(body.path("client_id").asText()).isEqualTo("francisco");
        assertThat(body.path("campaign_id").asText()).isEqualTo("42");
        assertThat(body.path("daily_budget").isInt()).isTrue();
        assertThat(body.at("/targeting/geo_locations/countries/0").asText()).isEqualTo("US");
    }

    @Test
    void sendsAPictureAsAFile() throws Exception {
        api.createImageCreative("PNG".getBytes(StandardCharsets.US_ASCII));

        Call call = calls.get(0);
        assertThat(call.line()).isEqualTo("POST /v1/creatives/image");
        String boundary = call.contentType().replace("multipart/form-data; boundary=", "");
        assertThat(call.body())
                .startsWith(
                        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"client_id\"\r\n\r\nfrancisco\r\n")
                .endsWith("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"image\"; filename=\"sample.png\"\r\n"
                        + "Content-Type: image/png\r\n\r\nPNG\r\n--" + boundary + "--\r\n");
    }

    @Test
    void sendsAVideoAsAFile() throws Exception {
        status = 202;

        api.createVideoCreative("MP4".getBytes(StandardCharsets.US_ASCII));

        assertThat(calls.get(0).line()).isEqualTo("POST /v1/jobs/creatives/video");
        assertThat(calls.get(0).body())
                .contains("name=\"video\"; filename=\"sample.mp4\"\r\nContent-Type: video/mp4\r\n\r\nMP4\r\n");
    }

    @Test
    void waitsForAJob() throws Exception {
        status = 200;

        api.waitForJob("j1");

        assertThat(calls.get(0).line()).isEqualTo("GET /v1/jobs/j1?wait=20s");
    }

    @Test
    void saysWhatWasAnswered() {
        status = 422;
        answer = "{\"type\":\"/problems/preflight\"}";

        assertThatThrownBy(() -> api.createAd("7", "8"))
                .isInstanceOf(IOException.class)
                .hasMessage("POST /v1/ads was answered with 422 {\"type\":\"/problems/preflight\"}");
    }
}
