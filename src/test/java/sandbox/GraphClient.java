package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A plain client of the Graph API. */
final class GraphClient {
    private static final String BOUNDARY = "----boundary-of-a-test";
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    /** What came back; the body is null where it was no JSON. */
    record Reply(int status, JsonNode body, HttpHeaders headers) {
        JsonNode error() {
            return body.path("error");
        }

        String id() {
            return body.path("id").asText();
        }
    }

    /** A file of a multipart form. */
    record Part(String field, String fileName, byte[] bytes) {}

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final String root;

    GraphClient(String root) {
        this.root = root;
    }

    String root() {
        return root;
    }

    /** @param pairs names and values */
    static Map<String, String> params(String... pairs) {
        Map<String, String> params = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            params.put(pairs[i], pairs[i + 1]);
        }
        return params;
    }

    Reply get(String path, String... pairs) {
        String query = pairs.length == 0 ? "" : "?" + encoded(params(pairs));
        return send(authorized(root + "/v26.0" + path + query).GET());
    }

    Reply delete(String path, String... pairs) {
        String query = pairs.length == 0 ? "" : "?" + encoded(params(pairs));
        return send(authorized(root + "/v26.0" + path + query).DELETE());
    }

    Reply post(String path, Map<String, String> form) {
        return send(formRequest(path, form));
    }

    Reply post(String path, String... pairs) {
        return post(path, params(pairs));
    }

    CompletableFuture<Reply> postAsync(String path, Map<String, String> form) {
        return HTTP.sendAsync(formRequest(path, form).build(), BodyHandlers.ofByteArray())
                .thenApply(GraphClient::reply);
    }

    private HttpRequest.Builder formRequest(String path, Map<String, String> form) {
        return authorized(root + "/v26.0" + path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(encoded(form)));
    }

    Reply postJson(String path, String json) {
        return send(authorized(root + "/v26.0" + path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    Reply postMultipart(String path, Map<String, String> fields, Part... parts) {
        return postMultipart(path, multipart(fields, parts));
    }

    Reply postMultipart(String path, byte[] body) {
        return send(authorized(root + "/v26.0" + path)
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(BodyPublishers.ofByteArray(body)));
    }

    /** Sends as it is, without a token. */
    Reply send(HttpRequest.Builder request) {
        try {
            return reply(HTTP.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(URI.create(root + "/v26.0" + path));
    }

    byte[] fetch(String url) {
        try {
            HttpResponse<byte[]> response =
                    HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofByteArray());
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Reply control(String method, String resource, String json) {
        BodyPublisher body = json == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json);
        return send(HttpRequest.newBuilder(URI.create(root + "/" + resource)).method(method, body));
    }

    void settings(String json) {
        expectOk(control("PUT", "_settings", json));
    }

    void faults(String json) {
        expectOk(control("POST", "_faults", json));
    }

    JsonNode state() {
        return control("GET", "_state", null).body();
    }

    private static void expectOk(Reply reply) {
        if (reply.status() != 200) {
            throw new IllegalStateException(reply.toString());
        }
    }

    private static HttpRequest.Builder authorized(String url) {
        return HttpRequest.newBuilder(URI.create(url)).header("Authorization", "Bearer token-of-a-test");
    }

    private static String encoded(Map<String, String> params) {
        return params.entrySet().stream()
                .map(param -> URLEncoder.encode(param.getKey(), StandardCharsets.UTF_8)
                        + "="
                        + URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    static byte[] multipart(Map<String, String> fields, Part... parts) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        fields.forEach((name, value) -> body.writeBytes(bytes("--" + BOUNDARY
                + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        for (Part part : parts) {
            body.writeBytes(bytes("--" + BOUNDARY + "\r\nContent-Disposition: form-data; name=\"" + part.field()
                    + "\"; filename=\"" + part.fileName() + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"));
            body.writeBytes(part.bytes());
            body.writeBytes(bytes("\r\n"));
        }
        body.writeBytes(bytes("--" + BOUNDARY + "--\r\n"));
        return body.toByteArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Reply reply(HttpResponse<byte[]> response) {
        String text = new String(response.body(), StandardCharsets.UTF_8);
        return new Reply(response.statusCode(), text.isEmpty() ? null : Json.parse(text), response.headers());
    }
}
