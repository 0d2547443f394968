package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** Calls of the API with their minimal content. */
final class ServiceApi {

    private static final Duration JOB_LIMIT = Duration.ofSeconds(30);

    private ServiceApi() {}

    static Response post(String path, Map<String, Object> body) {
        return given().contentType(ContentType.JSON).body(body).post(path);
    }

    static Map<String, Object> campaign(TestClients.TestClient client) {
        return body(client, "name", "Spring", "objective", "OUTCOME_TRAFFIC");
    }

    static Map<String, Object> adSet(TestClients.TestClient client, String campaignId) {
        return body(
                client,
                "name",
                "Adults",
                "campaign_id",
                campaignId,
                "billing_event",
                "IMPRESSIONS",
                "optimization_goal",
                "LINK_CLICKS",
                "bid_amount",
                100,
                "daily_budget",
                2000,
                "targeting",
                Map.of("geo_locations", Map.of("countries", new String[] {"US"})));
    }

    static Map<String, Object> ad(TestClients.TestClient client, String adSetId, String creativeId) {
        return body(client, "name", "Ad", "adset_id", adSetId, "creative_id", creativeId);
    }

    /** A JSON body with the client's id; {@code pairs} are names and values. */
    static Map<String, Object> body(TestClients.TestClient client, Object... pairs) {
        Map<String, Object> body = new HashMap<>();
        body.put("client_id", client.id());
        for (int i = 0; i < pairs.length; i += 2) {
            body.put((String) pairs[i], pairs[i + 1]);
        }
        return body;
    }

    static String campaignId(TestClients.TestClient client) {
        return id(post("/v1/campaigns", campaign(client)), "campaign_id");
    }

    static String adSetId(TestClients.TestClient client) {
        return id(post("/v1/adsets", adSet(client, campaignId(client))), "adset_id");
    }

    static String creativeId(TestClients.TestClient client) {
        return id(image(client, TestMedia.picture()), "creative_id");
    }

    static Response image(TestClients.TestClient client, byte[] picture) {
        return form(client, "Praia").multiPart("image", "praia.png", picture).post("/v1/creatives/image");
    }

    static Response video(TestClients.TestClient client, byte[] video) {
        return form(client, "Film").multiPart("video", "film.mp4", video).post("/v1/jobs/creatives/video");
    }

    static RequestSpecification form(TestClients.TestClient client, String name) {
        return given().multiPart("client_id", client.id())
                .multiPart("name", name, "text/plain; charset=utf-8")
                .multiPart("link", "https://www.example.com/sale");
    }

    /** Creates a job for a video with its own thumbnail, so that no frame is fetched. */
    static String videoJob(TestClients.TestClient client) {
        return id(
                form(client, "Film")
                        .multiPart("video", "film.mp4", TestMedia.video())
                        .multiPart("thumbnail", "still.png", TestMedia.picture())
                        .post("/v1/jobs/creatives/video"),
                "job_id");
    }

    static Response job(String jobId) {
        return given().get("/v1/jobs/" + jobId);
    }

    /** Waits until a job is in a state, and returns it. */
    static Response awaitJob(String jobId, String description, Predicate<Response> state) {
        return await(description)
                .atMost(JOB_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> {
                            Response job = job(jobId);
                            assertThat(job.statusCode()).as("job is there").isEqualTo(200);
                            return job;
                        },
                        state);
    }

    static Response awaitStatus(String jobId, String status) {
        return awaitJob(jobId, "status " + status, job -> status.equals(job.path("status")));
    }

    static Response awaitEnd(String jobId) {
        return awaitJob(jobId, "final status", job -> job.path("finished_at") != null);
    }

    /** Waits until a job has succeeded, and returns it. */
    static Response awaitSuccess(String jobId) {
        Response job = awaitEnd(jobId);
        assertThat(job.<String>path("status"))
                .as(() -> job.asString()
                        + given().get("/v1/jobs/" + jobId + "/events").asString())
                .isEqualTo("succeeded");
        return job;
    }

    /** The id in the answer to a create. */
    static String id(Response answer, String name) {
        assertThat(answer.statusCode()).as(answer.asString()).isIn(201, 202);
        String id = answer.path(name);
        assertThat(id).as(answer.asString()).isNotEmpty();
        return id;
    }
}
