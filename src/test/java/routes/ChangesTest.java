package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.TestClients.TestClient;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import jakarta.inject.Inject;

/** Changes and deletions of objects, from the caller to Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ChangesTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void changesFieldsOfACampaign() {
        Map<String, Object> campaign = ServiceApi.campaign(client);
        campaign.put("daily_budget", 5000);
        String id = ServiceApi.id(ServiceApi.post("/v1/campaigns", campaign), "campaign_id");

        patch("campaigns", id, "name", "Summer", "daily_budget", Map.of("amount", "55.00", "currency", "USD"))
                .then()
                .statusCode(200)
                .body("id", equalTo(id))
                .body("changed", equalTo(List.of("name", "daily_budget")))
                .body("restarts_review", equalTo(false))
                .body("restarts_learning", equalTo("no"))
                .body("size()", equalTo(4));

        JsonNode changed = only("campaigns");
        assertThat(changed.path("name").asText()).isEqualTo("Summer");
        assertThat(changed.path("daily_budget").asText()).isEqualTo("5500");
        assertThat(changed.path("objective").asText()).isEqualTo("OUTCOME_TRAFFIC");
    }

    @Test
    void sendsNothingThatMetaHasAlready() {
        String id = ServiceApi.campaignId(client);

        patch("campaigns", id, "name", "Spring", "status", "PAUSED")
                .then()
                .statusCode(200)
                .body("changed", equalTo(List.of()));

        assertThat(SandboxControl.calls("POST", id)).isEmpty();
    }

    @Test
    void replacesTheAudienceOrChangesKeysOfIt() {
        String id = ServiceApi.adSetId(client);

        patch("adsets", id, "targeting_patch", Map.of("age_min", 25, "genders", List.of(2)))
                .then()
                .statusCode(200)
                .body("changed", equalTo(List.of("targeting")))
                .body("restarts_review", equalTo(true))
                .body("restarts_learning", equalTo("yes"));
        assertThat(only("adsets").path("targeting").toString())
                .contains("\"countries\":[\"US\"]", "\"age_min\":25", "\"genders\":[2]");

        Map<String, Object> removal = new HashMap<>();
        removal.put("genders", null);
        patch("adsets", id, "targeting_patch", removal).then().statusCode(200);
        assertThat(only("adsets").path("targeting").has("genders")).isFalse();
        assertThat(only("adsets").path("targeting").path("age_min").asInt()).isEqualTo(25);

        patch("adsets", id, "targeting", Map.of("geo_locations", Map.of("countries", List.of("CA"))))
                .then()
                .statusCode(200);
        assertThat(only("adsets").path("targeting").toString())
                .contains("[\"CA\"]")
                .doesNotContain("age_min");
        assertThat(only("adsets")
                        .at("/targeting/targeting_automation/advantage_audience")
                        .asInt(9))
                .isZero();
    }

    @Test
    void rejectsAnAudienceThatMetaWouldReject() {
        String id = ServiceApi.adSetId(client);
        Map<String, Object> nowhere = new HashMap<>();
        nowhere.put("geo_locations", null);

        patch("adsets", id, "targeting_patch", nowhere)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/preflight"), "errors[0].pointer", equalTo("/targeting/geo_locations"));
        assertThat(SandboxControl.calls("POST", id)).isEmpty();
    }

    @Test
    void showsAnotherCreative() {
        String adId = adId();
        String other = ServiceApi.id(
                ServiceApi.form(client, "Other")
                        .multiPart("message", "Other")
                        .multiPart("image", "praia.png", TestMedia.picture())
                        .post("/v1/creatives/image"),
                "creative_id");

        patch("ads", adId, "creative_id", other)
                .then()
                .statusCode(200)
                .body("changed", equalTo(List.of("creative_id")))
                .body("restarts_review", equalTo(true))
                .body("restarts_learning", equalTo("yes"));

        get("ads", adId).then().body("creative.id", equalTo(other));
    }

    @Test
    void renamesACreativeAndKeepsItsContent() {
        String id = ServiceApi.creativeId(client);

        patch("creatives", id, "name", "Autumn").then().statusCode(200).body("changed", equalTo(List.of("name")));
        get("creatives", id).then().body("name", equalTo("Autumn"));
        patch("creatives", id, "message", "Hello", "headline", "Sale")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/immutable-field"))
                .body("errors.pointer", containsInAnyOrder("/headline", "/message"))
                .body("errors[0].detail", containsString("PATCH /v1/ads/{ad_id}"));
        assertThat(SandboxControl.calls("POST", id)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "campaigns, buying_type, RESERVED",
        "adsets, campaign_id, 120000000000000001",
        "adsets, is_dynamic_creative, true",
        "ads, adset_id, 120000000000000001"
    })
    void namesWhatNeverChanges(String kind, String field, String value) {
        patch(kind, "120000000000000001", field, value)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/immutable-field"), "errors[0].pointer", equalTo("/" + field));
        assertThat(SandboxControl.calls("GET", "120000000000000001")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"campaigns", "adsets", "ads", "creatives"})
    void refusesARequestThatChangesNothing(String kind) {
        patch(kind, "120000000000000001")
                .then()
                .statusCode(400)
                .body(
                        "type",
                        equalTo("/problems/invalid-request"),
                        "errors[0].detail",
                        equalTo("must name a field to change"));
        patch(kind, "120000000000000001", "colour", "blue")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/colour"));
    }

    @ParameterizedTest
    @CsvSource({"campaigns", "adsets", "ads", "creatives"})
    void hidesObjectsOfOtherAccounts(String kind) {
        TestClient other = client;
        client = clients.register();
        String id = id(kind, other);

        patch(kind, id, "name", "Mine").then().statusCode(404).body("type", equalTo("/problems/not-found"));
        delete(kind, id).then().statusCode(404).body("type", equalTo("/problems/not-found"));

        assertThat(SandboxControl.calls("POST", id)).isEmpty();
        assertThat(SandboxControl.calls("DELETE", id)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"campaigns", "adsets", "ads", "creatives"})
    void takesNoObjectForOneOfAnotherKind(String kind) {
        String id = kind.equals("campaigns") ? ServiceApi.adSetId(client) : ServiceApi.campaignId(client);

        patch(kind, id, "name", "Other").then().statusCode(404);
        delete(kind, id).then().statusCode(404);
        assertThat(SandboxControl.calls("DELETE", id)).isEmpty();
    }

    @Test
    void keepsArchivedObjectsButTheirName() {
        String id = ServiceApi.campaignId(client);
        patch("campaigns", id, "status", "ARCHIVED").then().statusCode(200).body("changed", equalTo(List.of("status")));

        patch("campaigns", id, "status", "ACTIVE")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"), "detail", containsString("archived"));
        patch("campaigns", id, "name", "Last year").then().statusCode(200);
        delete("campaigns", id).then().statusCode(200);
        patch("campaigns", id, "name", "Again").then().statusCode(409).body("detail", containsString("deleted"));
    }

    @ParameterizedTest
    @CsvSource({"campaigns", "adsets", "ads", "creatives"})
    void deletesOnceAndAnswersAgain(String kind) {
        String id = id(kind, client);

        for (int i = 0; i < 2; i++) {
            delete(kind, id).then().statusCode(200).body("id", equalTo(id), "deleted", equalTo(true));
        }

        assertThat(SandboxControl.calls("DELETE", id)).hasSize(1);
        get(kind, id).then().statusCode(200).body("status", equalTo("DELETED"));
    }

    @Test
    void deletesNoAdOutOfAnAdSetWithDynamicCreative() {
        Map<String, Object> dynamic = ServiceApi.adSet(client, ServiceApi.campaignId(client));
        dynamic.put("is_dynamic_creative", true);
        String adSet = ServiceApi.id(ServiceApi.post("/v1/adsets", dynamic), "adset_id");
        String ad = adWithDynamicCreative(adSet);

        delete("ads", ad).then().statusCode(409).body("detail", containsString("DELETE /v1/adsets/" + adSet));
        patch("ads", ad, "status", "ARCHIVED").then().statusCode(409).body("detail", containsString("ad set"));

        assertThat(SandboxControl.calls("DELETE", ad)).isEmpty();
        delete("adsets", adSet).then().statusCode(200);
    }

    @Test
    void deletesNoCreativeThatAnAdShows() {
        String creative = ServiceApi.creativeId(client);
        ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, ServiceApi.adSetId(client), creative)), "ad_id");

        delete("creatives", creative)
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/conflict"), "detail", containsString("used by an ad"));
    }

    @Test
    void deletesWhereTheAnswerWasLost() {
        String id = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'DELETE','path':'/" + id + "','action':'drop_after'}");

        delete("campaigns", id).then().statusCode(200);

        get("campaigns", id).then().body("status", equalTo("DELETED"));
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1340029, 409, conflict, ad set",
        "100, 1487056, 200, , ",
        "100, 1815573, 422, immutable-field, ",
        "100, 0, 409, conflict, in use",
        "200, 0, 422, rejected-by-meta, "
    })
    void showsWhyMetaDoesNotDelete(int code, int subcode, int status, String kind, String detail) {
        String id = ServiceApi.campaignId(client);
        refuse("DELETE", id, code, subcode);

        Response answer = delete("campaigns", id);

        answer.then().statusCode(status);
        if (kind != null) {
            answer.then().body("type", equalTo("/problems/" + kind), "graph.code", equalTo(code));
        }
        if (detail != null) {
            answer.then().body("detail", containsString(detail));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "100, 1885088, 409, conflict",
        "100, 1487566, 409, conflict",
        "100, 1487033, 409, conflict",
        "100, 2490468, 409, conflict",
        "100, 3260011, 422, immutable-field",
        "100, 1885559, 422, immutable-field",
        "100, 1885272, 422, rejected-by-meta",
        "613, 1487632, 429, rate-limited",
        "17, 2446079, 429, account-throttled"
    })
    void showsWhyMetaRejectsAChange(int code, int subcode, int status, String kind) {
        String id = ServiceApi.campaignId(client);
        refuse("POST", id, code, subcode);

        Response answer = patch("campaigns", id, "name", "Other");

        answer.then().statusCode(status).body("type", equalTo("/problems/" + kind), "graph.code", equalTo(code));
        if (subcode == 1487632) {
            answer.then().header("Retry-After", equalTo("3600"));
        }
    }

    @Test
    void repeatsAChangeWhoseAnswerWasLost() {
        String id = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'POST','path':'/" + id + "','action':'drop_after'}");

        patch("campaigns", id, "name", "Summer").then().statusCode(200).body("changed", equalTo(List.of("name")));

        assertThat(only("campaigns").path("name").asText()).isEqualTo("Summer");
    }

    @Test
    void checksInADryRunAndChangesNothing() {
        String id = ServiceApi.adSetId(client);
        JsonNode before = SandboxControl.state().path("objects").path("adsets");

        for (int i = 0; i < 6; i++) {
            dryRun("adsets", id, "daily_budget", 3000)
                    .then()
                    .statusCode(200)
                    .body("changed", equalTo(List.of("daily_budget")))
                    .body("restarts_learning", equalTo("possible"))
                    .body("valid", equalTo(true));
        }
        dryRun("adsets", id, "daily_budget", 1).then().statusCode(422).body("graph.error_subcode", equalTo(1885272));
        dryRun("creatives", ServiceApi.creativeId(client), "name", "Other")
                .then()
                .statusCode(200);

        assertThat(SandboxControl.state().path("objects").path("adsets")).isEqualTo(before);
    }

    @Test
    void changesABudgetFourTimesAnHour() {
        String id = ServiceApi.adSetId(client);
        patch("adsets", id, "daily_budget", 1).then().statusCode(422);
        for (int i = 1; i <= 4; i++) {
            patch("adsets", id, "daily_budget", 2000 + i).then().statusCode(200);
        }
        int before = SandboxControl.calls("POST", id).size();

        Response fifth = patch("adsets", id, "daily_budget", 3000, "name", "Rich");

        fifth.then()
                .statusCode(429)
                .body(
                        "type",
                        equalTo("/problems/rate-limited"),
                        "detail",
                        containsString("four changes of an ad set's budget per hour"));
        assertThat(Integer.parseInt(fifth.header("Retry-After"))).isBetween(3500, 3600);
        assertThat(SandboxControl.calls("POST", id)).hasSize(before);
        patch("adsets", id, "daily_budget", 2004).then().statusCode(200).body("changed", equalTo(List.of()));
        patch("adsets", id, "name", "Poor").then().statusCode(200);
        patch("adsets", ServiceApi.adSetId(client), "daily_budget", 3000).then().statusCode(200);
    }

    @Test
    void countsBudgetsThatTheCampaignChanges() {
        Map<String, Object> campaign = ServiceApi.campaign(client);
        campaign.put("daily_budget", 5000);
        String id = ServiceApi.id(ServiceApi.post("/v1/campaigns", campaign), "campaign_id");
        List<String> adSets = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Map<String, Object> adSet = ServiceApi.adSet(client, id);
            adSet.remove("daily_budget");
            adSets.add(ServiceApi.id(ServiceApi.post("/v1/adsets", adSet), "adset_id"));
        }

        budgets(id, adSets)
                .then()
                .statusCode(200)
                .body("changed", equalTo(List.of("adset_budgets")))
                .body("restarts_learning", equalTo("possible"));
        assertThat(SandboxControl.objects("adsets", client))
                .allMatch(adSet -> adSet.path("daily_budget").asText().equals("2000"));

        for (int i = 1; i <= 3; i++) {
            patch("adsets", adSets.get(1), "daily_budget", 2000 + i).then().statusCode(200);
        }
        for (int i = 1; i <= 4; i++) {
            budgets(id, adSets)
                    .then()
                    .statusCode(429)
                    .body("type", equalTo("/problems/rate-limited"), "detail", containsString(adSets.get(1)));
        }
        assertThat(SandboxControl.calls("POST", id)).hasSize(1);
        for (int i = 1; i <= 3; i++) {
            patch("adsets", adSets.get(0), "daily_budget", 2000 + i).then().statusCode(200);
        }
        patch("adsets", adSets.get(0), "daily_budget", 3000).then().statusCode(429);
    }

    private Response budgets(String campaign, List<String> adSets) {
        return patch(
                "campaigns",
                campaign,
                "adset_budgets",
                adSets.stream()
                        .map(adSet ->
                                Map.of("adset_id", adSet, "daily_budget", Map.of("amount", "20.00", "currency", "USD")))
                        .toList());
    }

    @Test
    void countsChangesOfABudgetThatComeAtOnce() throws Exception {
        String id = ServiceApi.adSetId(client);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> answers = new ArrayList<>();
            for (int i = 1; i <= 8; i++) {
                int budget = 2000 + i;
                answers.add(callers.submit(
                        () -> patch("adsets", id, "daily_budget", budget).statusCode()));
            }
            List<Integer> statuses = new ArrayList<>();
            for (Future<Integer> answer : answers) {
                statuses.add(answer.get());
            }
            assertThat(statuses).containsOnly(200, 429);
            assertThat(statuses.stream().filter(status -> status == 200)).hasSize(4);
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void answersARepetitionWithItsIdempotencyKey() {
        String id = ServiceApi.campaignId(client);
        String other = ServiceApi.campaignId(client);

        withKey("campaigns", id, "name", "Summer").then().statusCode(200);
        withKey("campaigns", id, "name", "Summer")
                .then()
                .statusCode(200)
                .header("Idempotent-Replayed", equalTo("true"))
                .body("changed", equalTo(List.of("name")));
        withKey("campaigns", other, "name", "Summer")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/idempotency-mismatch"));
        assertThat(SandboxControl.calls("POST", id)).hasSize(1);
    }

    @Test
    void checksMoneyAndPagesAsCreatesDo() {
        TestClient other = clients.register();
        String id = ServiceApi.adSetId(client);

        patch("adsets", id, "daily_budget", Map.of("amount", "55.00", "currency", "EUR"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/daily_budget/currency"));
        patch("adsets", id, "promoted_object", Map.of("page_id", other.pageId()))
                .then()
                .statusCode(403)
                .body("errors[0].pointer", equalTo("/promoted_object/page_id"));
        patch("adsets", id, "daily_budget", 1000, "lifetime_budget", 1000)
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/preflight"));
        assertThat(SandboxControl.calls("POST", id)).isEmpty();
    }

    @Test
    void passesFurtherParametersOfMetasOn() {
        String id = ServiceApi.adSetId(client);

        patch("adsets", id, "extra", Map.of("pacing_type", List.of("standard")))
                .then()
                .statusCode(200)
                .body("changed", equalTo(List.of("extra")));

        assertThat(only("adsets").path("pacing_type").toString()).isEqualTo("[\"standard\"]");
        for (String name : new String[] {"daily_budget", "status", "access_token", "adlabels"}) {
            patch("adsets", id, "extra", Map.of(name, "1"))
                    .then()
                    .statusCode(422)
                    .body("errors[0].pointer", equalTo("/extra/" + name));
        }
        patch("campaigns", ServiceApi.campaignId(client), "extra", Map.of("adset_budgets", List.of()))
                .then()
                .statusCode(422);
        patch("adsets", id, "extra", Map.of("promotion", Map.of("page_id", "1")))
                .then()
                .statusCode(not(200));
        patch("creatives", ServiceApi.creativeId(client), "extra", Map.of("a", 1))
                .then()
                .statusCode(400);
        assertThat(SandboxControl.calls("POST", id)).hasSize(1);
    }

    @Test
    void refusesNoMoreThanTheContractNames() {
        given().contentType(ContentType.JSON)
                .body("{\"client_id\":\"" + client.id() + "\",\"targeting_patch\":{}}")
                .patch("/v1/adsets/1")
                .then()
                .statusCode(400)
                .body("errors.pointer", hasItem(startsWith("/targeting_patch")));
    }

    /** The creative is made at Meta by hand. */
    private String adWithDynamicCreative(String adSet) {
        String hash = ServiceApi.image(client, TestMedia.picture()).path("image_hash");
        String creative = given().formParam("access_token", "x")
                .formParam("name", "Dynamic")
                .formParam("object_story_spec", "{\"page_id\":\"" + client.pageId() + "\"}")
                .formParam(
                        "asset_feed_spec",
                        "{\"images\":[{\"hash\":\"" + hash + "\"}],\"ad_formats\":[\"SINGLE_IMAGE\"],"
                                + "\"link_urls\":[{\"website_url\":\"https://example.com/\"}]}")
                .post("/sandbox/v26.0/" + client.adAccountId() + "/adcreatives")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        return ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSet, creative)), "ad_id");
    }

    private String adId() {
        return id("ads", client);
    }

    private static String id(String kind, TestClient owner) {
        return switch (kind) {
            case "campaigns" -> ServiceApi.campaignId(owner);
            case "adsets" -> ServiceApi.adSetId(owner);
            case "ads" ->
                ServiceApi.id(
                        ServiceApi.post(
                                "/v1/ads",
                                ServiceApi.ad(owner, ServiceApi.adSetId(owner), ServiceApi.creativeId(owner))),
                        "ad_id");
            default -> ServiceApi.creativeId(owner);
        };
    }

    private static void refuse(String method, String id, int code, int subcode) {
        SandboxControl.faults("{'method':'" + method + "','path':'/" + id + "','action':'error','status':400,"
                + "'error':{'code':" + code + ",'error_subcode':" + subcode + ",'message':'It is in use'}}");
    }

    private JsonNode only(String edge) {
        assertThat(SandboxControl.objects(edge, client)).hasSize(1);
        return SandboxControl.objects(edge, client).get(0);
    }

    private Response get(String kind, String id) {
        return given().queryParam("client_id", client.id()).get("/v1/" + kind + "/" + id);
    }

    private Response delete(String kind, String id) {
        return given().queryParam("client_id", client.id()).delete("/v1/" + kind + "/" + id);
    }

    private Response patch(String kind, String id, Object... pairs) {
        return given().contentType(ContentType.JSON)
                .body(ServiceApi.body(client, pairs))
                .patch("/v1/" + kind + "/" + id);
    }

    private Response dryRun(String kind, String id, Object... pairs) {
        return given().contentType(ContentType.JSON)
                .queryParam("dry_run", true)
                .body(ServiceApi.body(client, pairs))
                .patch("/v1/" + kind + "/" + id);
    }

    private Response withKey(String kind, String id, Object... pairs) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "change-" + client.id())
                .body(ServiceApi.body(client, pairs))
                .patch("/v1/" + kind + "/" + id);
    }
}
