package local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The API calls of the sample chain, made like any client's. */
final class SampleApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(90);
    private static final int TOLD_LENGTH = 500;
    private static final String LINK = "https://example.com/coffee";

    /** Minor units of the account's currency. */
    private static final int DAILY_BUDGET = 2000;

    private final String base;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** @param base scheme, host and port */
    SampleApi(String base) {
        this.base = base;
    }

    JsonNode createCampaign() throws IOException, InterruptedException {
        return send(json(
                "/v1/campaigns",
                Map.of("client_id", DemoClient.ID, "name", "Sample campaign", "objective", "OUTCOME_TRAFFIC")));
    }

    JsonNode createAdSet(String campaignId) throws IOException, InterruptedException {
        return send(json(
                "/v1/adsets",
                Map.of(
                        "client_id",
                        DemoClient.ID,
                        "campaign_id",
                        campaignId,
                        "name",
                        "Sample ad set",
                        "billing_event",
                        "IMPRESSIONS",
                        "optimization_goal",
                        "LINK_CLICKS",
                        "bid_strategy",
                        "LOWEST_COST_WITHOUT_CAP",
                        "daily_budget",
                        DAILY_BUDGET,
                        "targeting",
                        Map.of("geo_locations", Map.of("countries", List.of("US"))))));
    }

    JsonNode createImageCreative(byte[] picture) throws IOException, InterruptedException {
        return send(multipart(
                "/v1/creatives/image",
                new MultipartForm()
                        .field("client_id", DemoClient.ID)
                        .field("name", "Sample picture")
                        .field("link", LINK)
                        .field("message", "Freshly roasted")
                        .field("headline", "Coffee")
                        .file("image", "sample.png", "image/png", picture)));
    }

    JsonNode createVideoCreative(byte[] video) throws IOException, InterruptedException {
        return send(multipart(
                "/v1/jobs/creatives/video",
                new MultipartForm()
                        .field("client_id", DemoClient.ID)
                        .field("name", "Sample video")
                        .field("link", LINK)
                        .field("message", "Freshly roasted")
                        .field("title", "Coffee")
                        .file("video", "sample.mp4", "video/mp4", video)));
    }

    JsonNode waitForJob(String jobId) throws IOException, InterruptedException {
        return send(request("/v1/jobs/" + jobId + "?wait=20s").GET().build());
    }

    JsonNode createAd(String adSetId, String creativeId) throws IOException, InterruptedException {
        return send(json(
                "/v1/ads",
                Map.of(
                        "client_id",
                        DemoClient.ID,
                        "adset_id",
                        adSetId,
                        "creative_id",
                        creativeId,
                        "name",
                        "Sample ad")));
    }

    private HttpRequest json(String path, Map<String, Object> body) throws IOException {
        return request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
    }

    private HttpRequest multipart(String path, MultipartForm form) {
        return request(path)
                .header("Content-Type", form.contentType())
                .POST(BodyPublishers.ofByteArray(form.toByteArray()))
                .build();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT).header("Accept", "application/json");
    }

    private JsonNode send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            String body = response.body().replaceAll("\\s+", " ");
            throw new IOException(request.method() + " " + request.uri().getPath() + " was answered with "
                    + response.statusCode() + " " + body.substring(0, Math.min(body.length(), TOLD_LENGTH)));
        }
        return JSON.readTree(response.body());
    }
}
