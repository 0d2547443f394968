package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** A client's key has no access to other clients, by any call. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class KeyScopeTest {

    @Inject
    TestClients clients;

    private TestClient mine;
    private TestClient other;
    private String key;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        mine = clients.register();
        other = clients.register();
        key = given().contentType(ContentType.JSON)
                .body(Map.of("scopes", List.of("read", "create", "activate", "archive")))
                .post("/v1/clients/" + mine.id() + "/keys")
                .path("key");
    }

    @Test
    void jobsOfOthersAreNotThere() {
        String theirs = ServiceApi.videoJob(other);
        ServiceApi.awaitSuccess(theirs);

        notFound(caller().get("/v1/jobs/" + theirs));
        notFound(caller().get("/v1/jobs/" + theirs + "?wait=1s"));
        notFound(caller().get("/v1/jobs/" + theirs + "/events"));
        notFound(caller().accept("text/event-stream").get("/v1/jobs/" + theirs + "/events"));
        notFound(caller().post("/v1/jobs/" + theirs + "/cancel"));
        notFound(caller().post("/v1/jobs/" + theirs + "/retry"));
    }

    @Test
    void aListHoldsItsOwnAloneAlsoBehindTheCursorOfAnother() {
        List<String> ours = List.of(video(), video());
        List<String> theirs = List.of(ServiceApi.videoJob(other), ServiceApi.videoJob(other));
        String cursor = given().queryParam("client_id", other.id())
                .queryParam("limit", 1)
                .get("/v1/jobs")
                .path("next_cursor");

        assertThat(caller().get("/v1/jobs").<List<String>>path("jobs.job_id"))
                .containsExactlyInAnyOrderElementsOf(ours);
        assertThat(caller().queryParam("client_id", mine.id()).get("/v1/jobs").<List<String>>path("jobs.job_id"))
                .containsExactlyInAnyOrderElementsOf(ours);
        assertThat(caller().queryParam("cursor", cursor).get("/v1/jobs").<List<String>>path("jobs.client_id"))
                .containsOnly(mine.id());
        forbidden(caller().queryParam("client_id", other.id()).get("/v1/jobs"));
        forbidden(caller().queryParam("client_id", "nobody").get("/v1/jobs"));

        ours.forEach(job -> ServiceApi.awaitSuccess(job));
        theirs.forEach(ServiceApi::awaitSuccess);
        caller().accept("text/event-stream")
                .get("/v1/jobs/" + ours.get(0) + "/events")
                .then()
                .statusCode(200);
    }

    @Test
    void objectsOfOthersAreNotThere() {
        String theirs = ServiceApi.campaignId(other);
        String ours = caller().contentType(ContentType.JSON)
                .body(Map.of("name", "Spring", "objective", "OUTCOME_TRAFFIC"))
                .post("/v1/campaigns")
                .path("campaign_id");

        caller().get("/v1/campaigns/" + ours).then().statusCode(200).body("account_id", equalTo(mine.accountNumber()));
        notFound(caller().get("/v1/campaigns/" + theirs));
        forbidden(caller().queryParam("client_id", other.id()).get("/v1/campaigns/" + theirs));
        notFound(status(theirs, Map.of("status", "ACTIVE")));
        forbidden(status(theirs, Map.of("status", "ACTIVE", "client_id", other.id())));
        status(ours, Map.of("status", "ACTIVE")).then().statusCode(200);
        notFound(caller().get("/v1/clients/" + other.id() + "/usage"));
        caller().get("/v1/clients/" + mine.id() + "/usage").then().statusCode(200);
    }

    @Test
    void nothingIsMadeForOthers() {
        forbidden(caller().contentType(ContentType.JSON)
                .body(ServiceApi.campaign(other))
                .post("/v1/campaigns"));
        forbidden(caller().multiPart("client_id", other.id())
                .multiPart("name", "Film")
                .multiPart("link", "https://www.example.com/sale")
                .multiPart("video", "film.mp4", TestMedia.video())
                .post("/v1/jobs/creatives/video"));

        assertThat(SandboxControl.calls(other, "POST", "campaigns")).isEmpty();
        given().queryParam("client_id", other.id()).get("/v1/jobs").then().body("jobs.size()", equalTo(0));
    }

    @Test
    void anIdempotencyKeyIsNotShared() {
        Response theirs = given().header("Idempotency-Key", "spring")
                .contentType(ContentType.JSON)
                .body(ServiceApi.campaign(other))
                .post("/v1/campaigns");
        RequestSpecification same = caller().header("Idempotency-Key", "spring")
                .contentType(ContentType.JSON)
                .body(Map.of("name", "Spring", "objective", "OUTCOME_TRAFFIC"));

        Response ours = same.post("/v1/campaigns");

        assertThat(ours.statusCode()).isEqualTo(201);
        assertThat(ours.header("Idempotent-Replayed")).isNull();
        assertThat(ours.<String>path("campaign_id")).isNotEqualTo(theirs.path("campaign_id"));
        assertThat(given().header("Idempotency-Key", "spring")
                        .contentType(ContentType.JSON)
                        .body(ServiceApi.campaign(mine))
                        .post("/v1/campaigns")
                        .<String>path("campaign_id"))
                .as("named or not, it is the same client's")
                .isEqualTo(ours.path("campaign_id"));
    }

    @Test
    void clientsAndKeysAreTheAdministrators() {
        forbidden(caller().get("/v1/clients"));
        forbidden(caller().get("/v1/clients/" + mine.id()));
        forbidden(caller().contentType(ContentType.JSON).body("{}").post("/v1/clients/" + mine.id() + "/keys"));
    }

    private RequestSpecification caller() {
        return given().header("Authorization", "Bearer " + key);
    }

    /** A job of this key's client, which the form does not name. */
    private String video() {
        return ServiceApi.id(
                caller().multiPart("name", "Film")
                        .multiPart("link", "https://www.example.com/sale")
                        .multiPart("video", "film.mp4", TestMedia.video())
                        .multiPart("thumbnail", "still.png", TestMedia.picture())
                        .post("/v1/jobs/creatives/video"),
                "job_id");
    }

    private Response status(String campaignId, Map<String, Object> body) {
        return caller().contentType(ContentType.JSON).body(body).post("/v1/campaigns/" + campaignId + "/status");
    }

    private static void notFound(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(404);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/not-found");
    }

    private static void forbidden(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/forbidden");
    }
}
