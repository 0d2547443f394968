package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** What a key may not do, and a client: the same by a call and by its dry run, before anything is asked of Meta. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class GuardrailsTest {

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    private TestClient client;
    private String currency;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
        currency =
                given().queryParam("client_id", client.id()).get("/v1/account").path("currency");
    }

    // scopes

    @Test
    void aNewKeyReadsAndCreatesWhatIsPaused() {
        Response made = key(Map.of("name", "Assistant", "source", "agent"));
        made.then()
                .statusCode(201)
                .body("scopes", contains("read", "create"))
                .body(
                        "calls_per_minute",
                        equalTo(120),
                        "creates_per_minute",
                        equalTo(20),
                        "name",
                        equalTo("Assistant"));
        String key = made.path("key");
        String campaignId = ServiceApi.id(campaign(key, Map.of()), "campaign_id");

        with(key).get("/v1/campaigns/" + campaignId).then().statusCode(200);
        status(key, campaignId, "PAUSED").then().statusCode(200);
        scopeMissing(campaign(key, Map.of("status", "ACTIVE")), "activate")
                .then()
                .body("errors[0].pointer", equalTo("/status"), "approval.create", equalTo("/v1/approvals"));
        scopeMissing(status(key, campaignId, "ACTIVE"), "activate");
        scopeMissing(status(key, campaignId, "ARCHIVED"), "archive");
        scopeMissing(
                with(key)
                        .contentType(ContentType.JSON)
                        .body(Map.of("status", "ACTIVE"))
                        .patch("/v1/campaigns/" + campaignId),
                "activate");
        scopeMissing(with(key).delete("/v1/campaigns/" + campaignId), "archive");
        assertThat(SandboxControl.objects("campaigns", client))
                .hasSize(1)
                .allMatch(campaign -> campaign.path("status").asText().equals("PAUSED"));
    }

    @Test
    void aKeyThatReadsCreatesNothingAndOneThatCreatesMayNotRead() {
        String reads = key(Map.of("scopes", List.of("read"))).path("key");
        String creates = key(Map.of("scopes", List.of("create"))).path("key");

        scopeMissing(campaign(reads, Map.of()), "create");
        scopeMissing(
                with(reads).multiPart("image", "a.png", TestMedia.picture()).post("/v1/creatives/image"), "create");
        with(reads).get("/v1/jobs").then().statusCode(200);
        campaign(creates, Map.of()).then().statusCode(201);
        scopeMissing(with(creates).get("/v1/jobs"), "read");
        scopeMissing(with(creates).get("/v1/jobs/" + UUID.randomUUID() + "?wait=1s"), "read");
    }

    /** To let an active campaign spend more is to activate. */
    @Test
    void raisingWhatIsActiveNeedsTheScope() {
        String key = key(Map.of()).path("key");
        String campaignId = ServiceApi.id(campaign(key, Map.of("daily_budget", 2000)), "campaign_id");
        change(key, campaignId, Map.of("daily_budget", 2500)).then().statusCode(200);
        status(null, campaignId, "ACTIVE").then().statusCode(200);

        scopeMissing(change(key, campaignId, Map.of("daily_budget", 3000)), "activate")
                .then()
                .body("errors[0].pointer", equalTo("/daily_budget"));
        change(key, campaignId, Map.of("daily_budget", 1500)).then().statusCode(200);
        change(key, campaignId, Map.of("spend_cap", 20_000)).then().statusCode(200);
        scopeMissing(change(key, campaignId, Map.of("spend_cap", 30_000)), "activate");
        scopeMissing(
                change(key, campaignId, Map.of("adset_budgets", List.of(Map.of("adset_id", "1", "daily_budget", 100)))),
                "activate");
    }

    /** A key from before scopes existed keeps all of its permissions. */
    @Test
    void anEarlierKeyKeepsAll() throws SQLException {
        Response made = key(Map.of());
        sql(
                "UPDATE api_keys SET scopes = DEFAULT, calls_per_minute = DEFAULT, creates_per_minute = DEFAULT WHERE key_id = '"
                        + made.path("key_id") + "'");

        campaign(made.path("key"), Map.of("status", "ACTIVE")).then().statusCode(201);
    }

    @Test
    void aKeyExpires() throws SQLException {
        Response made = key(Map.of("expires_at", "2099-01-01T00:00:00Z"));
        with(made.path("key")).get("/v1/jobs").then().statusCode(200);
        Response other = key(Map.of());
        sql("UPDATE api_keys SET expires_at = now() - interval '1 second' WHERE key_id = '" + other.path("key_id")
                + "'");

        with(other.path("key")).get("/v1/jobs").then().statusCode(401);
        key(Map.of("expires_at", "2020-01-01T00:00:00Z"))
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/expires_at"));
    }

    // the rate of a key

    @Test
    void aKeyThatCallsTooOftenIsRefused() {
        String key = key(Map.of("calls_per_minute", 3, "creates_per_minute", 1)).path("key");

        campaign(key, Map.of()).then().statusCode(201);
        campaign(key, Map.of())
                .then()
                .statusCode(429)
                .header("Retry-After", notNullValue())
                .body("type", equalTo("/problems/rate-limited"), "detail", containsString("1 that create"));
        with(key).get("/v1/jobs").then().statusCode(200);
        with(key).get("/v1/jobs").then().statusCode(200);
        with(key).get("/v1/jobs").then().statusCode(429).body("type", equalTo("/problems/rate-limited"));
        String unlimited =
                key(Map.of("calls_per_minute", 0, "creates_per_minute", 0)).path("key");
        for (int i = 0; i < 40; i++) {
            with(unlimited).get("/v1/jobs").then().statusCode(200);
        }
    }

    // limits

    /** A request that exceeds limits: what it is, and the faults as {@code pointer or field=limit}. */
    private record Beyond(String path, Map<String, Object> body, List<String> faults) {}

    private List<Beyond> beyond() {
        String campaignId = ServiceApi.campaignId(client);
        Map<String, Object> adSet = ServiceApi.adSet(client, campaignId);
        adSet.put("daily_budget", 9_000_000);
        return List.of(
                new Beyond(
                        "/v1/campaigns",
                        ServiceApi.body(
                                client,
                                "name",
                                "Spring",
                                "objective",
                                "OUTCOME_SALES",
                                "daily_budget",
                                Map.of("amount", "500.00", "currency", currency),
                                "status",
                                "ACTIVE"),
                        List.of(
                                "/daily_budget=budget.max_daily_per_object",
                                "/objective=allowed_objectives",
                                "/status=create_status")),
                new Beyond(
                        "/v1/adsets",
                        adSet,
                        List.of(
                                "/daily_budget=budget.max_daily_per_object",
                                "/targeting/geo_locations/countries/0=allowed_countries")));
    }

    @Test
    void theSameRefusalComesByACallAndByItsDryRun() {
        List<Beyond> all = beyond();
        setLimits(limits());
        int calls = SandboxControl.state().path("calls").size();

        for (Beyond request : all) {
            Response call = given().header("Idempotency-Key", "a-key")
                    .contentType(ContentType.JSON)
                    .body(request.body())
                    .post(request.path());
            Response dryRun = given().queryParam("dry_run", true)
                    .contentType(ContentType.JSON)
                    .body(request.body())
                    .post(request.path());

            assertThat(call.statusCode()).as(call.asString()).isEqualTo(403);
            assertThat(call.<String>path("type")).isEqualTo("/problems/limit-exceeded");
            List<Map<String, Object>> errors = call.path("errors");
            assertThat(errors)
                    .extracting(error -> error.get("pointer") + "=" + error.get("limit"))
                    .containsExactlyElementsOf(request.faults());
            assertThat(errors).allMatch(error -> error.get("allowed") != null);
            assertThat(dryRun.asString()).isEqualTo(call.asString());
        }

        assertThat(SandboxControl.state().path("calls")).as("calls to Meta").hasSize(calls);
        given().header("Idempotency-Key", "a-key")
                .contentType(ContentType.JSON)
                .body(ServiceApi.body(client, "name", "Spring", "objective", "OUTCOME_TRAFFIC", "daily_budget", 4000))
                .post("/v1/campaigns")
                .then()
                .statusCode(201)
                .body("budget_display", equalTo("40.00 " + currency + " / day"));
    }

    @Test
    void creativesLeadToAllowedDomainsAlone() {
        setLimits(Map.of("allowed_link_domains", List.of("*.example.org")));

        ServiceApi.image(client, TestMedia.picture())
                .then()
                .statusCode(403)
                .body("errors[0].field", equalTo("link"), "errors[0].limit", equalTo("allowed_link_domains"));
        ServiceApi.video(client, TestMedia.video()).then().statusCode(403);
        assertThat(SandboxControl.objects("adimages", client)).isEmpty();
    }

    @Test
    void aKeysLimitsAreTighterAndNeverWider() {
        setLimits(limits());
        String key = key(Map.of(
                        "limits",
                        Map.of(
                                "currency",
                                currency,
                                "budget",
                                Map.of("max_daily_per_object", 100),
                                "allowed_objectives",
                                List.of("OUTCOME_SALES"))))
                .path("key");

        campaign(key, Map.of("daily_budget", 101))
                .then()
                .statusCode(403)
                .body("errors.limit", contains("budget.max_daily_per_object", "allowed_objectives"));
        campaign(key, Map.of("objective", "OUTCOME_SALES"))
                .then()
                .statusCode(403)
                .body("errors.detail", hasItem(containsString("client's limits")));
        with(key)
                .get("/v1/clients/" + client.id() + "/limits")
                .then()
                .statusCode(200)
                .body("budget.max_daily_per_object", equalTo(5000))
                .body("key.scopes", contains("read", "create"))
                .body("key.display.'budget.max_daily_per_object'", equalTo("1.00 " + currency + " / day"))
                .body("display.'budget.max_daily_per_object'", equalTo("50.00 " + currency + " / day"));
        with(key)
                .contentType(ContentType.JSON)
                .body("{}")
                .put("/v1/clients/" + client.id() + "/limits")
                .then()
                .statusCode(403);
    }

    @Test
    void createsAnHourAndKeysOfCreatesAreLimited() {
        setLimits(Map.of("max_creates_per_hour", 2, "require_idempotency_key", true));
        campaign(null, Map.of())
                .then()
                .statusCode(403)
                .body(
                        "errors[0].field",
                        equalTo("Idempotency-Key"),
                        "errors[0].limit",
                        equalTo("require_idempotency_key"));
        String first = ServiceApi.id(keyed("one"), "campaign_id");
        ServiceApi.id(keyed("two"), "campaign_id");

        keyed("three").then().statusCode(403).body("errors[0].limit", equalTo("max_creates_per_hour"));
        given().queryParam("dry_run", true)
                .contentType(ContentType.JSON)
                .body(ServiceApi.campaign(client))
                .post("/v1/campaigns")
                .then()
                .statusCode(403);
        keyed("one").then().statusCode(201).body("campaign_id", equalTo(first));
    }

    private Response keyed(String key) {
        return given().header("Idempotency-Key", key)
                .contentType(ContentType.JSON)
                .body(ServiceApi.campaign(client))
                .post("/v1/campaigns");
    }

    /** Its currency may be another. */
    @Test
    void limitsOnMoneyAreAboutOneAdAccount() throws SQLException {
        setLimits(limits());
        sql("UPDATE clients SET ad_account_id = 'act_99" + client.accountNumber() + "' WHERE client_id = '"
                + client.id() + "'");

        given().contentType(ContentType.JSON)
                .body(Map.of("currency", "JPY", "budget", Map.of()))
                .put("/v1/clients/" + client.id() + "/limits")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/limits-stale"));
        campaign(null, Map.of()).then().statusCode(409).body("type", equalTo("/problems/limits-stale"));
        setLimits(limits());
        campaign(null, Map.of()).then().statusCode(201);
        given().contentType(ContentType.JSON)
                .body(Map.of("budget", Map.of("max_daily_per_object", 1)))
                .put("/v1/clients/" + client.id() + "/limits")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/currency"));
    }

    /** Meta determines what is active, also for objects activated elsewhere. */
    @Test
    void allThatIsActiveIsWeighedWhenSomethingIsSetActive() {
        String first = ServiceApi.id(campaign(null, Map.of("daily_budget", 4000)), "campaign_id");
        String second = ServiceApi.id(campaign(null, Map.of("daily_budget", 3000)), "campaign_id");
        status(null, first, "ACTIVE").then().statusCode(200);
        setLimits(Map.of("currency", currency, "budget", Map.of("max_daily_total_active", 6000)));

        status(null, second, "ACTIVE")
                .then()
                .statusCode(403)
                .body("errors[0].limit", equalTo("budget.max_daily_total_active"), "errors[0].allowed", equalTo(6000))
                .body("errors[0].detail", containsString("70.00 " + currency));
        campaign(null, Map.of("status", "ACTIVE")).then().statusCode(403);
        change(null, first, Map.of("daily_budget", 6500)).then().statusCode(403);
        change(null, first, Map.of("daily_budget", 2500)).then().statusCode(200);
        status(null, second, "ACTIVE").then().statusCode(200);
        SandboxControl.faults("{'method':'GET','path':'/*/adsets','times':9,'action':'error','status':500,"
                + "'error':{'message':'down','code':2}}");
        status(null, first, "PAUSED").then().statusCode(200);
        assertThat(status(null, first, "ACTIVE").statusCode()).isGreaterThanOrEqualTo(500);
        SandboxControl.endFaults();
    }

    @Test
    void activeAdsAreCounted() {
        String adSetId = ServiceApi.adSetId(client);
        String creativeId = ServiceApi.creativeId(client);
        String first = ServiceApi.id(ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSetId, creativeId)), "ad_id");
        Map<String, Object> another = new HashMap<>(ServiceApi.ad(client, adSetId, creativeId));
        another.put("name", "Another");
        String second = ServiceApi.id(ServiceApi.post("/v1/ads", another), "ad_id");
        setLimits(Map.of("max_active_ads", 1));
        String campaignId = SandboxControl.objects("adsets", client)
                .get(0)
                .path("campaign_id")
                .asText();

        set("ads", first).then().statusCode(200);
        set("ads", second).then().statusCode(200);
        set("adsets", adSetId)
                .then()
                .statusCode(403)
                .body("errors[0].limit", equalTo("max_active_ads"), "errors[0].detail", containsString("2 ads"));
        given().contentType(ContentType.JSON)
                .body(Map.of("client_id", client.id(), "status", "PAUSED"))
                .post("/v1/ads/" + second + "/status")
                .then()
                .statusCode(200);
        set("adsets", adSetId).then().statusCode(200);
        set("campaigns", campaignId).then().statusCode(200);
    }

    private Response set(String path, String id) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("client_id", client.id(), "status", "ACTIVE"))
                .post("/v1/" + path + "/" + id + "/status");
    }

    // freezing

    @Test
    void aFrozenClientReadsAndPausesAlone() {
        String all = key(Map.of("scopes", List.of("read", "create", "activate", "archive")))
                .path("key");
        String creates = key(Map.of()).path("key");
        String campaignId = ServiceApi.id(campaign(null, Map.of("status", "ACTIVE")), "campaign_id");
        scopeMissing(freeze(creates, "freeze"), "activate");

        freeze(all, "freeze")
                .then()
                .statusCode(200)
                .body("frozen_at", notNullValue(), "frozen_reason", equalTo("An agent runs wild."));

        for (Response refused : List.of(
                campaign(all, Map.of()),
                campaign(null, Map.of()),
                ServiceApi.image(client, TestMedia.picture()),
                ServiceApi.video(client, TestMedia.video()),
                status(all, campaignId, "ACTIVE"),
                change(all, campaignId, Map.of("name", "Other")),
                with(all).delete("/v1/campaigns/" + campaignId))) {
            assertThat(refused.statusCode()).as(refused.asString()).isEqualTo(423);
            assertThat(refused.<String>path("type")).isEqualTo("/problems/frozen");
            assertThat(refused.<String>path("detail")).contains("An agent runs wild.");
        }
        with(all).get("/v1/campaigns/" + campaignId).then().statusCode(200);
        status(all, campaignId, "PAUSED").then().statusCode(200);
        change(all, campaignId, Map.of("status", "PAUSED")).then().statusCode(200);

        freeze(all, "unfreeze").then().statusCode(200).body("frozen_at", nullValue());
        campaign(all, Map.of()).then().statusCode(201);
    }

    private Response freeze(String key, String what) {
        RequestSpecification call = with(key);
        if (what.equals("freeze")) {
            call.contentType(ContentType.JSON).body(Map.of("reason", "An agent runs wild."));
        }
        return call.post("/v1/clients/" + client.id() + "/" + what);
    }

    // the audit

    @Test
    void theAuditTellsWhoChangedWhatAndWhoWasRefused() {
        Response made = key(Map.of());
        String key = made.path("key");
        String campaignId = ServiceApi.id(campaign(key, Map.of()), "campaign_id");
        status(key, campaignId, "PAUSED").then().statusCode(200);
        status(key, campaignId, "ACTIVE").then().statusCode(403);
        setLimits(Map.of("allowed_objectives", List.of("OUTCOME_SALES")));
        campaign(key, Map.of()).then().statusCode(403);
        with(key)
                .queryParam("dry_run", true)
                .contentType(ContentType.JSON)
                .body(ServiceApi.campaign(client))
                .post("/v1/campaigns")
                .then()
                .statusCode(403);
        campaign(key(Map.of("scopes", List.of("read"))).path("key"), Map.of())
                .then()
                .statusCode(403);

        await().untilAsserted(() -> audit(null)
                .body(
                        "entries.operation",
                        contains(
                                "createCampaign",
                                "createApiKey",
                                "createCampaign",
                                "setClientLimits",
                                "setCampaignStatus",
                                "setCampaignStatus",
                                "createCampaign",
                                "createApiKey"))
                .body(
                        "entries.outcome",
                        contains("refused", "done", "refused", "done", "refused", "done", "done", "done")));
        audit(key)
                .body("entries[0].hits", contains("scope.create"), "entries[0].problem", equalTo("scope-missing"))
                .body(
                        "entries[2].hits",
                        contains("allowed_objectives"),
                        "entries[2].problem",
                        equalTo("limit-exceeded"))
                .body("entries[4].hits", contains("scope.activate"))
                .body("entries[6].objects[0].id", equalTo(campaignId), "entries[6].status", equalTo(201))
                .body("entries[6].key_id", equalTo(made.path("key_id")), "entries[6].via", equalTo("rest"))
                .body("entries[6].trace_id", notNullValue(), "entries[6].request_sha256", notNullValue())
                .body("entries[5].objects[0].kind", equalTo("campaign"))
                .body("entries[7].key_id", nullValue());

        String cursor = with(key).queryParam("limit", 3).get("/v1/audit").path("next_cursor");
        with(key)
                .queryParam("limit", 100)
                .queryParam("cursor", cursor)
                .get("/v1/audit")
                .then()
                .body("entries.size()", equalTo(5), "next_cursor", nullValue());
        with(key)
                .queryParam("outcome", "refused")
                .queryParam("key_id", made.<String>path("key_id"))
                .get("/v1/audit")
                .then()
                .body("entries.size()", equalTo(2));
        with(key)
                .queryParam("client_id", "somebody-else")
                .get("/v1/audit")
                .then()
                .statusCode(403);
    }

    private ValidatableResponse audit(String key) {
        return with(key)
                .queryParam("client_id", client.id())
                .get("/v1/audit")
                .then()
                .statusCode(200);
    }

    /** A job and what it creates are written with the statements that make them certain. */
    @Test
    void theAuditNamesJobsAndWhatTheyCreate() {
        String jobId = ServiceApi.videoJob(client);
        Response job = ServiceApi.awaitSuccess(jobId);

        given().queryParam("client_id", client.id())
                .get("/v1/audit")
                .then()
                .body("entries.operation", contains("video_creative", "createVideoJob"))
                .body("entries.via", contains("job", "rest"))
                .body("entries.job_id", contains(jobId, jobId))
                .body("entries[0].objects[0].id", equalTo(job.path("result.creative_id")));
    }

    private Map<String, Object> limits() {
        return Map.of(
                "currency",
                currency,
                "budget",
                Map.of("max_daily_per_object", 5000, "max_lifetime_per_object", 100_000),
                "allowed_objectives",
                List.of("OUTCOME_TRAFFIC"),
                "allowed_countries",
                List.of("PT"),
                "create_status",
                "PAUSED");
    }

    private void setLimits(Map<String, Object> limits) {
        given().contentType(ContentType.JSON)
                .body(limits)
                .put("/v1/clients/" + client.id() + "/limits")
                .then()
                .statusCode(200);
    }

    private Response key(Map<String, Object> settings) {
        return given().contentType(ContentType.JSON).body(settings).post("/v1/clients/" + client.id() + "/keys");
    }

    private static RequestSpecification with(String key) {
        return key == null ? given() : given().header("Authorization", "Bearer " + key);
    }

    private Response campaign(String key, Map<String, Object> more) {
        Map<String, Object> body = ServiceApi.campaign(client);
        body.putAll(more);
        return with(key).contentType(ContentType.JSON).body(body).post("/v1/campaigns");
    }

    private Response status(String key, String campaignId, String status) {
        return with(key)
                .contentType(ContentType.JSON)
                .body(Map.of("client_id", client.id(), "status", status))
                .post("/v1/campaigns/" + campaignId + "/status");
    }

    private Response change(String key, String campaignId, Map<String, Object> fields) {
        Map<String, Object> body = new HashMap<>(fields);
        body.put("client_id", client.id());
        return with(key).contentType(ContentType.JSON).body(body).patch("/v1/campaigns/" + campaignId);
    }

    private static Response scopeMissing(Response answer, String scope) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(403);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/scope-missing");
        assertThat(answer.<String>path("scope")).isEqualTo(scope);
        return answer;
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement update = connection.createStatement()) {
            update.executeUpdate(statement);
        }
    }
}
