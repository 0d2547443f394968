package harness;

import static org.awaitility.Awaitility.await;

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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** A caller of the service. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final String url;
    private final String key;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /**
     * @param url without a path
     * @param key sent with each call
     */
    ApiClient(String url, String key) {
        this.url = url;
        this.key = key;
    }

    /** An answer of the service. */
    record Answer(int status, JsonNode body) {
        boolean accepted() {
            return status == 202;
        }

        String jobId() {
            return body.path("job_id").asText();
        }
    }

    /**
     * Creates a video job.
     *
     * @throws IOException if there is no answer, so the caller does not know whether there is a job
     */
    Answer submit(String clientId, Clip clip) throws IOException {
        return submit(clientId, clip, Map.of());
    }

    /**
     * As {@link #submit(String, Clip)}, with an {@code Idempotency-Key}: there is one job, however often it is called.
     */
    Answer submitOnce(String clientId, Clip clip, String idempotencyKey) throws IOException {
        return submit(clientId, clip, Map.of("Idempotency-Key", idempotencyKey));
    }

    private Answer submit(String clientId, Clip clip, Map<String, String> headers) throws IOException {
        String boundary = UUID.randomUUID().toString();
        List<BodyPublisher> parts = new ArrayList<>();
        Map.of("client_id", clientId, "name", clip.name(), "link", "https://example.com/coffee")
                .forEach((name, value) -> parts.add(BodyPublishers.ofString("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n\r\n" + value + "\r\n")));
        parts.add(BodyPublishers.ofString("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"video\"; filename=\"clip.mp4\""
                + "\r\nContent-Type: video/mp4\r\n\r\n"));
        parts.add(BodyPublishers.ofFile(clip.file()));
        parts.add(BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        HttpRequest.Builder request = request("/v1/jobs/creatives/video")
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)));
        headers.forEach(request::header);
        return send(request);
    }

    /** Creates a job, with retries after 503. Returns the job's id. */
    String accepted(String clientId, Clip clip) {
        String idempotencyKey = UUID.randomUUID().toString();
        Answer answer = await("an answer about " + clip.name())
                .atMost(LIMIT)
                .until(() -> submitOnce(clientId, clip, idempotencyKey), given -> given.status() != 503);
        if (!answer.accepted()) {
            throw new AssertionError("The job was not accepted: " + answer);
        }
        return answer.jobId();
    }

    /** Has a file of a server uploaded as a medium. */
    Answer mediumByUrl(String clientId, String fileUrl) throws IOException {
        return send(request("/v1/media")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(JSON.createObjectNode()
                        .put("client_id", clientId)
                        .put("url", fileUrl)
                        .toString())));
    }

    /** A medium as returned by the service. */
    JsonNode medium(String mediaId) throws IOException {
        return send(request("/v1/media/" + mediaId).GET()).body();
    }

    /** Cancels a job, which may have ended already (409). */
    Answer cancel(String jobId) throws IOException {
        return send(request("/v1/jobs/" + jobId + "/cancel").POST(BodyPublishers.noBody()));
    }

    /** Retries a failed or cancelled job; 409 for any other. */
    Answer retry(String jobId) throws IOException {
        return send(request("/v1/jobs/" + jobId + "/retry").POST(BodyPublishers.noBody()));
    }

    /** Creates a launch. Returns the job's id. */
    String launch(JsonNode launch) throws IOException {
        Answer answer = send(request("/v1/jobs/launches")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(launch.toString())));
        if (answer.status() != 202) {
            throw new IllegalStateException("The launch was not accepted: " + answer.body());
        }
        return answer.body().path("job_id").asText();
    }

    /** The job as returned by the service. */
    JsonNode job(String jobId) {
        try {
            return send(request("/v1/jobs/" + jobId).GET()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Follows a job's history; the answer has started. */
    Stream<String> follow(String jobId) {
        try {
            return client.send(
                            request("/v1/jobs/" + jobId + "/events")
                                    .header("Accept", "text/event-stream")
                                    .GET()
                                    .build(),
                            BodyHandlers.ofLines())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).timeout(LIMIT).header("Authorization", "Bearer " + key);
    }

    private Answer send(HttpRequest.Builder request) throws IOException {
        try {
            HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
