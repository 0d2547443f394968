package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.HashMap;
import java.util.Map;
import jakarta.inject.Inject;

/** Checks before Meta is called, and dry runs at Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class DryRunTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void makesNothing() {
        String campaignId = ServiceApi.campaignId(client);
        String adSetId = ServiceApi.id(ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, campaignId)), "adset_id");
        String creativeId = ServiceApi.creativeId(client);
        String before = SandboxControl.state().path("objects").toString();

        for (Response answer : new Response[] {
            dryRun("/v1/campaigns", ServiceApi.campaign(client)),
            dryRun("/v1/adsets", ServiceApi.adSet(client, campaignId)),
            dryRun("/v1/ads", ServiceApi.ad(client, adSetId, creativeId))
        }) {
            assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(200);
            assertThat(answer.asString()).isEqualTo("{\"valid\":true}");
        }

        assertThat(SandboxControl.state().path("objects").toString()).isEqualTo(before);
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(2);
    }

    @Test
    void showsMetasRejection() {
        dryRun("/v1/adsets", ServiceApi.adSet(client, "120000000000000001"))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/rejected-by-meta"), "graph.code", equalTo(100));
    }

    @Test
    void leavesAnIdempotencyKeyToTheCreate() {
        for (String dryRun : new String[] {"true", "false"}) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", "dry-" + client.id())
                    .queryParam("dry_run", dryRun)
                    .body(ServiceApi.campaign(client))
                    .post("/v1/campaigns")
                    .then()
                    .statusCode(dryRun.equals("true") ? 200 : 201);
        }
        assertThat(SandboxControl.objects("campaigns", client)).hasSize(1);
    }

    @Test
    void createsWithoutIt() {
        given().contentType(ContentType.JSON)
                .queryParam("dry_run", "false")
                .body(ServiceApi.campaign(client))
                .post("/v1/campaigns")
                .then()
                .statusCode(201);
        given().contentType(ContentType.JSON)
                .queryParam("dry_run", "perhaps")
                .body(ServiceApi.campaign(client))
                .post("/v1/campaigns")
                .then()
                .statusCode(400)
                .body("errors.field", hasItem("dry_run"));
    }

    @Test
    void doesNotSendWhatMetaWouldReject() {
        Map<String, Object> campaign = new HashMap<>(ServiceApi.campaign(client));
        campaign.put("daily_budget", 1000);
        campaign.put("lifetime_budget", 1000);

        for (Response answer :
                new Response[] {ServiceApi.post("/v1/campaigns", campaign), dryRun("/v1/campaigns", campaign)}) {
            answer.then()
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body(
                            "type",
                            equalTo("/problems/preflight"),
                            "errors.size()",
                            equalTo(1),
                            "errors[0].pointer",
                            equalTo("/lifetime_budget"));
        }

        assertThat(SandboxControl.calls(client, "POST", "campaigns")).isEmpty();
    }

    @Test
    void refusesParentsOfOtherAccounts() {
        TestClient other = clients.register();
        String foreignCampaign = ServiceApi.campaignId(other);
        String foreignAdSet =
                ServiceApi.id(ServiceApi.post("/v1/adsets", ServiceApi.adSet(other, foreignCampaign)), "adset_id");
        String foreignCreative = ServiceApi.creativeId(other);

        for (Response answer : new Response[] {
            ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, foreignCampaign)),
            ServiceApi.post("/v1/ads", ServiceApi.ad(client, foreignAdSet, ServiceApi.creativeId(client))),
            ServiceApi.post("/v1/ads", ServiceApi.ad(client, ServiceApi.adSetId(client), foreignCreative))
        }) {
            answer.then().statusCode(422).body("type", equalTo("/problems/rejected-by-meta"));
        }
        assertThat(SandboxControl.objects("ads", client)).isEmpty();
    }

    private static Response dryRun(String path, Map<String, Object> body) {
        return given().contentType(ContentType.JSON)
                .queryParam("dry_run", "true")
                .body(body)
                .post(path);
    }
}
