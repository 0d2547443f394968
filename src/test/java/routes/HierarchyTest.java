package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.TestClients.TestClient;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** Campaign, ad set, creative and ad, from the caller to the objects at Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class HierarchyTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void linksTheWholeChain() {
        String campaignId = ServiceApi.campaignId(client);
        String adSetId = ServiceApi.id(ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, campaignId)), "adset_id");
        String creativeId = ServiceApi.creativeId(client);
        String adId = ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSetId, creativeId)), "ad_id");

        JsonNode campaign = only("campaigns");
        JsonNode adSet = only("adsets");
        JsonNode ad = only("ads");
        assertThat(campaign.path("id").asText()).isEqualTo(campaignId);
        assertThat(adSet.path("id").asText()).isEqualTo(adSetId);
        assertThat(adSet.path("campaign_id").asText()).isEqualTo(campaignId);
        assertThat(ad.path("id").asText()).isEqualTo(adId);
        assertThat(ad.path("adset_id").asText()).isEqualTo(adSetId);
        assertThat(ad.path("creative")
                        .findValuesAsText(
                                "creative_id",
                                new java.util.ArrayList<>(ad.path("creative").findValuesAsText("id"))))
                .contains(creativeId);
        assertThat(only("adcreatives").path("id").asText()).isEqualTo(creativeId);
    }

    @Test
    void spendsNothingUnlessAsked() {
        String adSetId = ServiceApi.adSetId(client);
        ServiceApi.id(
                ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSetId, ServiceApi.creativeId(client))), "ad_id");

        assertThat(only("campaigns").path("status").asText()).isEqualTo("PAUSED");
        assertThat(only("adsets").path("status").asText()).isEqualTo("PAUSED");
        assertThat(only("ads").path("status").asText()).isEqualTo("PAUSED");
    }

    @Test
    void fillsInWhatMetaDemands() {
        ServiceApi.adSetId(client);

        JsonNode campaign = only("campaigns");
        assertThat(campaign.path("special_ad_categories").toString()).contains("NONE");
        assertThat(campaign.path("is_adset_budget_sharing_enabled").asBoolean(true))
                .isFalse();
        assertThat(only("adsets")
                        .at("/targeting/targeting_automation/advantage_audience")
                        .asInt(9))
                .isZero();
    }

    @Test
    void namesTheAdvertisersThatSomeCountriesDemand() {
        Map<String, Object> adSet = new HashMap<>(ServiceApi.adSet(client, ServiceApi.campaignId(client)));
        Map<String, String> identities =
                Map.of("taiwan_universal_beneficiary", "1234", "taiwan_universal_payer", "5678");
        adSet.put("regional_regulated_categories", List.of("TAIWAN_UNIVERSAL"));
        adSet.put("regional_regulation_identities", identities);

        ServiceApi.id(ServiceApi.post("/v1/adsets", adSet), "adset_id");

        assertThat(only("adsets").path("regional_regulation_identities").toString())
                .contains("\"taiwan_universal_beneficiary\":\"1234\"", "\"taiwan_universal_payer\":\"5678\"");
    }

    @Test
    void leavesOutWhatIsNull() {
        Map<String, Object> campaign = new HashMap<>(ServiceApi.campaign(client));
        campaign.put("daily_budget", null);
        campaign.put("status", null);

        ServiceApi.id(ServiceApi.post("/v1/campaigns", campaign), "campaign_id");

        assertThat(only("campaigns").has("daily_budget")).isFalse();
        assertThat(only("campaigns").path("status").asText()).isEqualTo("PAUSED");
    }

    @Test
    void readsWhatItMade() {
        String adSetId = ServiceApi.adSetId(client);
        String creativeId = ServiceApi.creativeId(client);
        String adId = ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSetId, creativeId)), "ad_id");

        read("adsets", adSetId, client)
                .then()
                .statusCode(200)
                .body("name", equalTo("Adults"), "status", equalTo("PAUSED"));
        read("ads", adId, client)
                .then()
                .statusCode(200)
                .body("adset_id", equalTo(adSetId), "creative.id", equalTo(creativeId));
        read("creatives", creativeId, client)
                .then()
                .statusCode(200)
                .body("object_story_spec.page_id", equalTo(client.pageId()));
    }

    @Test
    void switchesOnAndOff() {
        String campaignId = ServiceApi.campaignId(client);

        setStatus("campaigns", campaignId, client, "ACTIVE")
                .then()
                .statusCode(200)
                .body("id", equalTo(campaignId), "status", equalTo("ACTIVE"));
        read("campaigns", campaignId, client).then().body("status", equalTo("ACTIVE"));
        setStatus("campaigns", campaignId, client, "PAUSED").then().statusCode(200);
        assertThat(only("campaigns").path("status").asText()).isEqualTo("PAUSED");
    }

    @ParameterizedTest
    @CsvSource({"campaigns", "adsets", "ads", "creatives"})
    void hidesObjectsOfOtherAccounts(String kind) {
        TestClient other = clients.register();
        String id =
                switch (kind) {
                    case "campaigns" -> ServiceApi.campaignId(other);
                    case "adsets" -> ServiceApi.adSetId(other);
                    case "ads" ->
                        ServiceApi.id(
                                ServiceApi.post(
                                        "/v1/ads",
                                        ServiceApi.ad(other, ServiceApi.adSetId(other), ServiceApi.creativeId(other))),
                                "ad_id");
                    default -> ServiceApi.creativeId(other);
                };

        read(kind, id, other).then().statusCode(200);
        read(kind, id, client).then().statusCode(404).body("type", equalTo("/problems/not-found"));
        if (!kind.equals("creatives")) {
            setStatus(kind, id, client, "ARCHIVED").then().statusCode(404);
            read(kind, id, other).then().body("status", equalTo("PAUSED"));
        }
    }

    @ParameterizedTest
    @CsvSource({"campaigns", "adsets", "ads"})
    void takesNoObjectForOneOfAnotherKind(String kind) {
        String id = kind.equals("campaigns") ? ServiceApi.adSetId(client) : ServiceApi.campaignId(client);

        read(kind, id, client).then().statusCode(404).body("type", equalTo("/problems/not-found"));
        setStatus(kind, id, client, "ACTIVE").then().statusCode(404).body("type", equalTo("/problems/not-found"));
        read(kind.equals("campaigns") ? "adsets" : "campaigns", id, client)
                .then()
                .statusCode(200)
                .body("status", equalTo("PAUSED"));
    }

    @Test
    void makesAnAdSetWhoseAdsCall() {
        Map<String, Object> adSet = ServiceApi.adSet(client, ServiceApi.campaignId(client));
        adSet.put("optimization_goal", "QUALITY_CALL");
        adSet.put("destination_type", "PHONE_CALL");
        adSet.put("promoted_object", Map.of("page_id", client.pageId()));

        ServiceApi.post("/v1/adsets", adSet).then().statusCode(201);

        assertThat(only("adsets").path("destination_type").asText()).isEqualTo("PHONE_CALL");
    }

    /** An agency's token has access to the pages of all its clients, so Meta does not reject them. */
    @Test
    void promotesNoPageOfAnotherClient() throws SQLException {
        TestClient other = clients.register();
        String campaignId = ServiceApi.campaignId(client);
        Map<String, Object> adSet = ServiceApi.adSet(client, campaignId);

        adSet.put("promoted_object", Map.of("page_id", other.pageId()));
        for (String path : new String[] {"/v1/adsets", "/v1/adsets?dry_run=true"}) {
            ServiceApi.post(path, adSet)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("/problems/forbidden"))
                    .body("errors[0].pointer", equalTo("/promoted_object/page_id"))
                    .body("errors[0].detail", containsString(other.pageId()))
                    .body("errors[0].detail", containsString("page_ids"));
        }
        Map<String, Object> campaign = ServiceApi.campaign(client);
        campaign.put("promoted_object", Map.of("page_id", other.pageId()));
        ServiceApi.post("/v1/campaigns", campaign).then().statusCode(403);
        assertThat(SandboxControl.calls(client, "POST", "adsets")).isEmpty();

        adSet.put("promoted_object", Map.of("page_id", client.pageId()));
        ServiceApi.post("/v1/adsets", adSet).then().statusCode(201);

        clients.allowPage(client, other.pageId());
        adSet.put("promoted_object", Map.of("page_id", other.pageId()));
        await("the process reads the client again")
                .atMost(Duration.ofSeconds(10))
                .until(() -> ServiceApi.post("/v1/adsets", adSet).statusCode() == 201);
    }

    @Test
    void standsOnNoInstagramAccountOfAnotherClient() throws SQLException {
        TestClient other = clients.register();
        String account = "99" + other.accountNumber();
        clients.setInstagram(other, account);

        for (String path : new String[] {"/v1/creatives/image", "/v1/jobs/creatives/video"}) {
            ServiceApi.form(client, "Praia")
                    .multiPart("instagram_user_id", account)
                    .multiPart(path.endsWith("image") ? "image" : "video", "praia.png", TestMedia.picture())
                    .post(path)
                    .then()
                    .statusCode(403)
                    .body("type", equalTo("/problems/forbidden"))
                    .body("errors[0].field", equalTo("instagram_user_id"));
        }
        ServiceApi.form(other, "Praia")
                .multiPart("instagram_user_id", account)
                .multiPart("image", "praia.png", TestMedia.picture())
                .post("/v1/creatives/image")
                .then()
                .statusCode(201);
    }

    @Test
    void knowsNoObjectThatMetaDoesNot() {
        read("campaigns", "120000000000000001", client)
                .then()
                .statusCode(404)
                .body("type", equalTo("/problems/not-found"));
    }

    @Test
    void refusesAnUnknownClientWhereItIsNamed() {
        TestClient nobody = new TestClient("nobody", "act_1", "1");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(nobody))
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"), "errors[0].field", equalTo("client_id"));
        read("campaigns", "1", nobody).then().statusCode(404).body("type", equalTo("/problems/not-found"));
    }

    @Test
    void acceptsNothingForADisabledClient() {
        TestClient disabled = clients.registerDisabled();

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(disabled))
                .then()
                .statusCode(403)
                .body("type", equalTo("/problems/forbidden"));
        assertThat(SandboxControl.objects("campaigns", disabled)).isEmpty();
    }

    @Test
    void showsMetasRejection() {
        ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, "120000000000000001"))
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/rejected-by-meta"), "graph.code", equalTo(100));
        assertThat(SandboxControl.calls(client, "POST", "adsets")).hasSize(1);
    }

    private JsonNode only(String edge) {
        assertThat(SandboxControl.objects(edge, client)).hasSize(1);
        return SandboxControl.objects(edge, client).get(0);
    }

    private static io.restassured.response.Response read(String kind, String id, TestClient client) {
        return given().queryParam("client_id", client.id()).get("/v1/" + kind + "/" + id);
    }

    private static io.restassured.response.Response setStatus(
            String kind, String id, TestClient client, String status) {
        return ServiceApi.post(
                "/v1/" + kind + "/" + id + "/status", Map.of("client_id", client.id(), "status", status));
    }
}
