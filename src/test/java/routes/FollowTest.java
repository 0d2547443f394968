package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import jakarta.inject.Inject;

/** Lists of objects, their statistics, previews, and the review of ads. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class FollowTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            made.add(0, ServiceApi.campaignId(client));
        }
        ServiceApi.campaignId(clients.register());

        List<String> listed = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Response page = cursor == null
                    ? list("campaigns", "limit", "2")
                    : list("campaigns", "limit", "2", "cursor", cursor);
            page.then().statusCode(200).body("campaigns[0]", hasKey("objective"));
            listed.addAll(page.path("campaigns.id"));
            cursor = page.path("next_cursor");
            pages++;
        } while (cursor != null);

        assertThat(listed).isEqualTo(made);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void listsWhatAParentHas() {
        String campaign = ServiceApi.campaignId(client);
        String adSet = adSet(campaign);
        String creative = ServiceApi.creativeId(client);
        String ad = ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSet, creative)), "ad_id");
        String other = ServiceApi.adSetId(client);

        list("adsets", "parent_id", campaign).then().body("adsets.id", equalTo(List.of(adSet)));
        list("adsets").then().body("adsets.id", equalTo(List.of(other, adSet)));
        list("ads", "parent_id", campaign).then().body("ads.id", equalTo(List.of(ad)));
        list("ads", "parent_id", adSet).then().body("ads.id", equalTo(List.of(ad)));
        list("ads", "parent_id", other).then().statusCode(200).body("ads", hasSize(0), "next_cursor", nullValue());
        for (String parent : new String[] {ad, adSet}) {
            list("creatives", "parent_id", parent).then().body("creatives.id", equalTo(List.of(creative)));
        }
        list("creatives").then().body("creatives.id", equalTo(List.of(creative)));
        list("adsets", "parent_id", adSet).then().statusCode(404).body("detail", containsString(adSet));
    }

    @ParameterizedTest
    @ValueSource(strings = {"adsets", "ads", "creatives"})
    void hidesWhatAForeignParentHas(String kind) {
        TestClient other = clients.register();
        String campaign = ServiceApi.campaignId(other);

        list(kind, "parent_id", campaign).then().statusCode(404).body("type", equalTo("/problems/not-found"));
        list(kind, "parent_id", "120000000000000001").then().statusCode(404);
        assertThat(SandboxControl.calls(other, "GET", kind)).isEmpty();
    }

    @Test
    void filtersByStatusAndTime() {
        String paused = ServiceApi.campaignId(client);
        Map<String, Object> running = ServiceApi.campaign(client);
        running.put("status", "ACTIVE");
        String active = ServiceApi.id(ServiceApi.post("/v1/campaigns", running), "campaign_id");
        String archived = ServiceApi.campaignId(client);
        ServiceApi.post("/v1/campaigns/" + archived + "/status", Map.of("client_id", client.id(), "status", "ARCHIVED"))
                .then()
                .statusCode(200);

        list("campaigns").then().body("campaigns.id", equalTo(List.of(active, paused)));
        list("campaigns", "status", "ACTIVE").then().body("campaigns.id", equalTo(List.of(active)));
        list("campaigns", "status", "ARCHIVED").then().body("campaigns.id", equalTo(List.of(archived)));
        list("campaigns", "status", "DELETED")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("status"), "errors[0].detail", containsString("by its id"));
        list("campaigns", "updated_since", "2020-01-01T00:00:00Z").then().body("campaigns", hasSize(2));
        list("campaigns", "updated_since", "2090-01-01T00:00:00Z").then().body("campaigns", hasSize(0));
        ServiceApi.creativeId(client);
        list("creatives", "status", "ACTIVE").then().body("creatives", hasSize(1));
        list("creatives", "status", "WITH_ISSUES").then().body("creatives", hasSize(0));
    }

    @Test
    void continuesAListOnlyAsItBegan() {
        for (int i = 0; i < 3; i++) {
            ServiceApi.campaignId(client);
        }
        String cursor = list("campaigns", "limit", "1", "status", "PAUSED").path("next_cursor");

        list("campaigns", "limit", "2", "cursor", cursor).then().statusCode(200).body("campaigns", hasSize(2));
        list("campaigns", "cursor", cursor, "status", "ACTIVE")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("status"));
        list("adsets", "cursor", cursor).then().statusCode(400).body("errors[0].field", equalTo("cursor"));
        given().queryParam("client_id", clients.register().id())
                .queryParam("cursor", cursor)
                .get("/v1/campaigns")
                .then()
                .statusCode(400);
        list("campaigns", "limit", "0").then().statusCode(400).body("errors[0].field", equalTo("limit"));
        list("campaigns", "parent_id", "1").then().statusCode(400).body("errors[0].field", equalTo("parent_id"));
    }

    @ParameterizedTest
    @CsvSource({
        "Coffee, 0, passed, PAUSED",
        "Coffee, 600000, in_review, IN_PROCESS",
        "Coffee [disapproved], 0, rejected, DISAPPROVED",
        "Coffee [with_issues], 0, with_issues, WITH_ISSUES"
    })
    void tellsTheReviewOfAnAd(String name, int reviewMillis, String state, String status) {
        SandboxControl.set("review_ms", reviewMillis);

        Response review = review(ad(name));

        review.then()
                .statusCode(200)
                .body("state", equalTo(state))
                .body("effective_status", equalTo(status))
                .body("feedback", state.equals("rejected") ? hasKey("global") : nullValue())
                .body("issues", hasSize(state.equals("with_issues") ? 1 : 0))
                .body("checked_at", not(nullValue()));
    }

    @Test
    void reviewsAnAdAgainThatShowsAnotherCreative() {
        SandboxControl.set("review_ms", 0);
        String adId = ad("Coffee [disapproved]");
        given().contentType("application/json")
                .body(ServiceApi.body(client, "status", "ACTIVE"))
                .patch("/v1/ads/" + adId)
                .then()
                .statusCode(409)
                .body("detail", containsString("another creative"));
        String other = ServiceApi.id(
                ServiceApi.form(client, "Other")
                        .multiPart("message", "Other")
                        .multiPart("image", "praia.png", TestMedia.picture())
                        .post("/v1/creatives/image"),
                "creative_id");
        SandboxControl.set("review_ms", 600_000);

        given().contentType("application/json")
                .body(ServiceApi.body(client, "creative_id", other))
                .patch("/v1/ads/" + adId)
                .then()
                .statusCode(200)
                .body("restarts_review", equalTo(true));

        review(adId).then().body("state", equalTo("in_review"));
    }

    @Test
    void tellsTheReviewOfAdsOfTheClientAlone() {
        String adId = ad("Coffee");
        TestClient owner = client;
        review(ServiceApi.campaignId(client)).then().statusCode(404);
        client = clients.register();
        review(adId).then().statusCode(404);
        given().queryParam("client_id", owner.id())
                .delete("/v1/ads/" + adId)
                .then()
                .statusCode(200);
        client = owner;
        review(adId).then().statusCode(200).body("state", equalTo("unknown"));
    }

    @Test
    void readsStatistics() {
        SandboxControl.set("review_ms", 0);
        Map<String, Object> campaign = ServiceApi.campaign(client);
        campaign.put("status", "ACTIVE");
        String campaignId = ServiceApi.id(ServiceApi.post("/v1/campaigns", campaign), "campaign_id");
        Map<String, Object> adSet = ServiceApi.adSet(client, campaignId);
        adSet.put("status", "ACTIVE");
        String adSetId = ServiceApi.id(ServiceApi.post("/v1/adsets", adSet), "adset_id");
        Map<String, Object> ad = ServiceApi.ad(client, adSetId, ServiceApi.creativeId(client));
        ad.put("status", "ACTIVE");
        String adId = ServiceApi.id(ServiceApi.post("/v1/ads", ad), "ad_id");

        for (String path : new String[] {"campaigns/" + campaignId, "adsets/" + adSetId, "ads/" + adId}) {
            get("/v1/" + path + "/insights", "fields", "impressions,spend", "date_preset", "last_7d")
                    .then()
                    .statusCode(200)
                    .body("rows", hasSize(1))
                    .body("rows[0].impressions", not(nullValue()))
                    .body("rows[0]", hasKey("date_start"))
                    .body("next_cursor", nullValue());
        }
        insights("campaigns", campaignId, "breakdowns", "age,gender").then().body("rows", hasSize(4));

        List<String> days = new ArrayList<>();
        String cursor = null;
        do {
            Response page = cursor == null
                    ? insights("ads", adId, "date_preset", "last_7d", "time_increment", "1", "limit", "3")
                    : insights("ads", adId, "limit", "3", "cursor", cursor);
            page.then().statusCode(200);
            days.addAll(page.path("rows.date_start"));
            cursor = page.path("next_cursor");
        } while (cursor != null);
        assertThat(days).hasSize(7).doesNotHaveDuplicates();

        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        insights(
                        "ads",
                        adId,
                        "since",
                        today.minusDays(5).toString(),
                        "until",
                        today.minusDays(4).toString(),
                        "time_increment",
                        "1")
                .then()
                .statusCode(200)
                .body("rows.date_start", hasItem(today.minusDays(5).toString()))
                .body("rows", hasSize(2));
        insights("ads", adId, "fields", "colour").then().statusCode(422).body("graph.code", equalTo(100));
    }

    /** Meta docs, "Error Codes": only temporary errors are retried. */
    @ParameterizedTest
    @CsvSource({
        "100, 1487534, 422, too-much-data, 1",
        "-3, 1504045, 422, too-much-data, 1",
        "2, 1504038, 422, too-much-data, 1",
        "2, 1504041, 422, rejected-by-meta, 1",
        "100, 0, 422, rejected-by-meta, 1",
        "80000, 0, 429, account-throttled, 1",
        "4, 1504022, 200, , 2",
        "2, 1504043, 200, , 2"
    })
    void asksForStatisticsAgainOnlyWhereThatHelps(int code, int subcode, int status, String kind, int calls) {
        String id = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'GET','path':'/" + id + "/insights','action':'error','status':400,"
                + "'error':{'code':" + code + ",'error_subcode':" + subcode + ",'message':'no'}}");

        Response answer = insights("campaigns", id);

        answer.then().statusCode(status);
        if (kind != null) {
            answer.then().body("type", equalTo("/problems/" + kind), "graph.code", equalTo(code));
        }
        assertThat(SandboxControl.calls("GET", id + "/insights")).hasSize(calls);
    }

    @Test
    void refusesStatisticsThatCannotBe() {
        String id = ServiceApi.campaignId(client);

        insights("campaigns", id, "since", "2026-01-01").then().statusCode(400);
        insights("campaigns", id, "since", "2000-01-01", "until", "2000-01-02")
                .then()
                .statusCode(422)
                .body("type", equalTo("/problems/preflight"));
        insights("campaigns", id, "time_increment", "91")
                .then()
                .statusCode(400)
                .body("errors[0].field", equalTo("time_increment"));
        insights("campaigns", id, "fields", "spend;drop").then().statusCode(400);
        assertThat(SandboxControl.calls("GET", id)).isEmpty();
        insights("adsets", id).then().statusCode(404);
        client = clients.register();
        insights("campaigns", id).then().statusCode(404);
        assertThat(SandboxControl.calls("GET", id + "/insights")).isEmpty();
    }

    @Test
    void previewsACreative() {
        String id = ServiceApi.creativeId(client);

        preview(id, "MOBILE_FEED_STANDARD")
                .then()
                .statusCode(200)
                .body("creative_id", equalTo(id))
                .body("ad_format", equalTo("MOBILE_FEED_STANDARD"))
                .body("iframe_html", containsString("<iframe"))
                .body("expires", equalTo("soon"));
        get("/v1/creatives/" + id + "/previews").then().statusCode(400).body("errors[0].field", equalTo("ad_format"));
        client = clients.register();
        preview(id, "MOBILE_FEED_STANDARD").then().statusCode(404);
    }

    private String ad(String name) {
        Map<String, Object> ad = ServiceApi.ad(client, ServiceApi.adSetId(client), ServiceApi.creativeId(client));
        ad.put("name", name);
        return ServiceApi.id(ServiceApi.post("/v1/ads", ad), "ad_id");
    }

    private Response review(String adId) {
        return get("/v1/ads/" + adId + "/review");
    }

    private String adSet(String campaignId) {
        return ServiceApi.id(ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, campaignId)), "adset_id");
    }

    private Response list(String kind, String... pairs) {
        return get("/v1/" + kind, pairs);
    }

    private Response insights(String kind, String id, String... pairs) {
        return get("/v1/" + kind + "/" + id + "/insights", pairs);
    }

    private Response preview(String id, String format) {
        return get("/v1/creatives/" + id + "/previews", "ad_format", format);
    }

    private Response get(String path, String... pairs) {
        var request = given().queryParam("client_id", client.id());
        for (int i = 0; i < pairs.length; i += 2) {
            request.queryParam(pairs[i], pairs[i + 1]);
        }
        return request.get(path);
    }
}
