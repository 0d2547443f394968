package harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The sandbox's control API: its calls and objects, and its behaviour. */
final class SandboxControl {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> LIVING = Set.of("ready", "processing");

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param url with the path {@code /sandbox} */
    SandboxControl(String url) {
        this.url = url;
    }

    /** A finished call; {@code status} is 0 if it got no answer. */
    record Call(
            Instant at, String method, String path, String phase, long startOffset, long bytes, int status, long ms) {
        private static Call of(JsonNode json) {
            return new Call(
                    Instant.parse(json.path("at").asText()),
                    json.path("method").asText(),
                    json.path("path").asText(),
                    json.path("upload_phase").asText(""),
                    json.path("start_offset").asLong(-1),
                    json.path("bytes").asLong(),
                    json.path("status").asInt(),
                    json.path("ms").asLong());
        }

        boolean is(String wantedMethod, String edge) {
            return method.equals(wantedMethod) && path.endsWith("/" + edge);
        }

        boolean isTransfer() {
            return phase.equals("transfer");
        }
    }

    /** The state of the sandbox at one time. */
    record State(JsonNode json) {
        /** Finished calls, in order of arrival; the last 10,000. */
        List<Call> calls() {
            return stream(json.path("calls")).map(Call::of).toList();
        }

        /** Calls with a part of a video. */
        List<Call> transfers() {
            return calls().stream().filter(Call::isTransfer).toList();
        }

        /** The campaigns, including deleted ones. */
        List<JsonNode> campaigns() {
            return stream(json.path("objects").path("campaigns")).toList();
        }

        /** The existing creatives. */
        List<JsonNode> creatives() {
            return stream(json.path("objects").path("adcreatives"))
                    .filter(creative -> !creative.path("status").asText().equals("DELETED"))
                    .toList();
        }

        /** The existing creatives with this name. */
        List<JsonNode> creatives(String name) {
            return creatives().stream()
                    .filter(creative -> creative.path("name").asText().equals(name))
                    .toList();
        }

        /** The finished videos. */
        List<JsonNode> videos() {
            return stream(json.path("objects").path("advideos")).toList();
        }

        /** The finished videos with these bytes. */
        List<JsonNode> videos(String sha256) {
            return videos().stream()
                    .filter(video -> video.path("sha256").asText().equals(sha256))
                    .toList();
        }

        /** The finished videos with these bytes that are ready or may become ready. */
        List<JsonNode> livingVideos(String sha256) {
            return videos(sha256).stream()
                    .filter(video -> LIVING.contains(video.path("status").asText()))
                    .toList();
        }

        /** The finished videos with these bytes that failed or were deleted. */
        List<JsonNode> deadVideos(String sha256) {
            return videos(sha256).stream()
                    .filter(video -> !LIVING.contains(video.path("status").asText()))
                    .toList();
        }

        private static Stream<JsonNode> stream(JsonNode list) {
            return StreamSupport.stream(list.spliterator(), false);
        }
    }

    State state() {
        return new State(send("GET", "_state", BodyPublishers.noBody()));
    }

    /** Deletes all data, faults and settings. */
    void forget() {
        send("DELETE", "_state", BodyPublishers.noBody());
    }

    /** Changes settings and leaves the others. */
    void set(Map<String, Object> settings) {
        send("PUT", "_settings", json(settings));
    }

    /** Appends a fault. */
    void fault(Map<String, Object> fault) {
        send("POST", "_faults", json(List.of(fault)));
    }

    /** Returns true if a fault is still in force; a fault for one call is used up by the call. */
    boolean hasFaults() {
        return !send("GET", "_faults", BodyPublishers.noBody()).isEmpty();
    }

    void clearFaults() {
        send("DELETE", "_faults", BodyPublishers.noBody());
    }

    private static BodyPublisher json(Object value) {
        return BodyPublishers.ofString(JSON.valueToTree(value).toString());
    }

    private JsonNode send(String method, String resource, BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/" + resource))
                .method(method, body)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() != 200) {
                throw new IllegalStateException(
                        method + " " + resource + " was answered with " + new String(response.body()));
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
