package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** Who may not activate asks, and another key decides: on what was asked for, and once. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ApprovalsTest {

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    private TestClient client;
    private String asks;
    private String decides;
    private String campaignId;
    private String adSetId;
    private String adId;

    @BeforeEach
    void prepare() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
        asks = key(List.of("read", "create"));
        decides = key(List.of("read", "activate"));
        campaignId = ServiceApi.campaignId(client);
        adSetId = ServiceApi.id(ServiceApi.post("/v1/adsets", ServiceApi.adSet(client, campaignId)), "adset_id");
        adId = ServiceApi.id(
                ServiceApi.post("/v1/ads", ServiceApi.ad(client, adSetId, ServiceApi.creativeId(client))), "ad_id");
    }

    @Test
    void whatIsApprovedIsSetActiveFromTheAdsUp() {
        Response asked = ask();
        asked.then()
                .statusCode(201)
                .body("status", equalTo("pending"), "summary.objects", equalTo(3))
                .body("summary.daily_budget_total", equalTo(2000), "summary.display", containsString("20.00"))
                .body("summary.countries", contains("US"), "job_id", nullValue());
        assertThat(statuses()).containsOnly("PAUSED");

        Response approved = approve(decides, asked);
        approved.then().statusCode(202).body("status", equalTo("approved"));

        ServiceApi.awaitSuccess(approved.path("job_id"));
        assertThat(statuses()).containsOnly("ACTIVE");
        with(asks).get("/v1/approvals/" + asked.path("approval_id")).then().body("status", equalTo("done"));
        List<String> switched = SandboxControl.state().path("calls").findValuesAsText("path").stream()
                .filter(path ->
                        List.of("/" + adId, "/" + adSetId, "/" + campaignId).contains(path))
                .toList();
        assertThat(switched.subList(switched.size() - 3, switched.size()))
                .containsExactly("/" + adId, "/" + adSetId, "/" + campaignId);
        approve(decides, asked).then().statusCode(409);
        given().queryParam("client_id", client.id())
                .get("/v1/audit")
                .then()
                .body(
                        "entries.find { it.operation == 'approveApproval' }.approval_id",
                        equalTo(asked.path("approval_id")));
    }

    @Test
    void theKeyThatAsksDoesNotDecide() {
        Response asked = ask();

        approve(asks, asked).then().statusCode(403).body("type", equalTo("/problems/scope-missing"));
        String both = key(List.of("read", "create", "activate"));
        Response own = ask(both);
        approve(both, own).then().statusCode(403).body("detail", containsString("cannot decide"));
        with(both)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/approvals/" + own.path("approval_id") + "/reject")
                .then()
                .statusCode(403);
        assertThat(statuses()).containsOnly("PAUSED");
    }

    /** The budget was raised after the summary was shown. */
    @Test
    void whatHasChangedIsNotSetActive() {
        Response asked = ask();
        with(decides)
                .contentType(ContentType.JSON)
                .body(Map.of("snapshot_sha256", "0".repeat(64)))
                .post("/v1/approvals/" + asked.path("approval_id") + "/approve")
                .then()
                .statusCode(409)
                .body("type", equalTo("/problems/snapshot-changed"));
        with(asks)
                .contentType(ContentType.JSON)
                .body(Map.of("daily_budget", 90_000))
                .patch("/v1/adsets/" + adSetId)
                .then()
                .statusCode(200);

        approve(decides, asked).then().statusCode(409).body("type", equalTo("/problems/snapshot-changed"));

        assertThat(statuses()).containsOnly("PAUSED");
        with(asks).get("/v1/approvals/" + asked.path("approval_id")).then().body("status", equalTo("pending"));
    }

    @Test
    void isRejectedWithdrawnOrExpiresAndNotDecidedThen() throws SQLException {
        Response rejected = ask();
        with(decides)
                .contentType(ContentType.JSON)
                .body(Map.of("reason", "The budget is too high."))
                .post("/v1/approvals/" + rejected.path("approval_id") + "/reject")
                .then()
                .statusCode(200)
                .body("status", equalTo("rejected"), "reason", equalTo("The budget is too high."));
        Response withdrawn = ask();
        with(key(List.of("create")))
                .delete("/v1/approvals/" + withdrawn.path("approval_id"))
                .then()
                .statusCode(403);
        with(asks)
                .delete("/v1/approvals/" + withdrawn.path("approval_id"))
                .then()
                .statusCode(204);
        Response expired = ask();
        try (Connection connection = dataSource.getConnection();
                Statement update = connection.createStatement()) {
            update.executeUpdate("UPDATE approvals SET expires_at = now() WHERE approval_id = '"
                    + expired.path("approval_id") + "'");
        }

        for (Response over : List.of(rejected, withdrawn, expired)) {
            approve(decides, over).then().statusCode(409).body("type", equalTo("/problems/conflict"));
        }

        with(asks)
                .get("/v1/approvals")
                .then()
                .body("approvals.status", contains("expired", "withdrawn", "rejected"), "next_cursor", nullValue());
        with(asks).queryParam("status", "rejected").get("/v1/approvals").then().body("approvals.size()", equalTo(1));
        String cursor = with(asks).queryParam("limit", 1).get("/v1/approvals").path("next_cursor");
        with(asks)
                .queryParam("cursor", cursor)
                .get("/v1/approvals")
                .then()
                .body("approvals.status", contains("withdrawn", "rejected"));
        assertThat(statuses()).containsOnly("PAUSED");
    }

    @Test
    void othersSeeNothingOfIt() {
        Response asked = ask();
        TestClient other = clients.register();
        String theirs = given().contentType(ContentType.JSON)
                .body(Map.of("scopes", List.of("read", "create", "activate")))
                .post("/v1/clients/" + other.id() + "/keys")
                .path("key");

        with(theirs).get("/v1/approvals/" + asked.path("approval_id")).then().statusCode(404);
        approve(theirs, asked).then().statusCode(404);
        ask(theirs).then().statusCode(404);
        with(asks)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "action", "activate", "object", Map.of("kind", "ad", "id", adId), "include", List.of("ads")))
                .post("/v1/approvals")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", equalTo("/include/0"));
    }

    /** All that is active is weighed with it. */
    @Test
    void anApprovalKeepsTheLimits() {
        String currency =
                given().queryParam("client_id", client.id()).get("/v1/account").path("currency");
        given().contentType(ContentType.JSON)
                .body(Map.of("currency", currency, "budget", Map.of("max_daily_total_active", 1500)))
                .put("/v1/clients/" + client.id() + "/limits")
                .then()
                .statusCode(200);
        Response asked = ask();

        approve(decides, asked)
                .then()
                .statusCode(403)
                .body("errors[0].limit", equalTo("budget.max_daily_total_active"));
        assertThat(statuses()).containsOnly("PAUSED");
    }

    @Test
    void webhooksTellOfIt() throws Exception {
        try (WebhookReceiver receiver = new WebhookReceiver()) {
            try (Connection connection = dataSource.getConnection();
                    Statement update = connection.createStatement()) {
                update.executeUpdate("UPDATE clients SET callback_url = '" + receiver.url() + "' WHERE client_id = '"
                        + client.id() + "'");
            }
            Response asked = ask();
            approve(decides, asked).then().statusCode(202);

            await().untilAsserted(() -> assertThat(receiver.requests())
                    .extracting(WebhookReceiver.Request::body)
                    .anyMatch(body -> body.contains("\"type\":\"approval.requested\"")
                            && body.contains(asked.<String>path("approval_id")))
                    .anyMatch(body -> body.contains("\"type\":\"approval.decided\"")));
        }
    }

    private Response ask() {
        return ask(asks);
    }

    private Response ask(String key) {
        return with(key)
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "action",
                        "activate",
                        "object",
                        Map.of("kind", "campaign", "id", campaignId),
                        "include",
                        List.of("adsets", "ads"),
                        "note",
                        "As agreed."))
                .post("/v1/approvals");
    }

    private static Response approve(String key, Response asked) {
        return with(key)
                .contentType(ContentType.JSON)
                .body(Map.of("snapshot_sha256", asked.<String>path("snapshot_sha256")))
                .post("/v1/approvals/" + asked.path("approval_id") + "/approve");
    }

    private List<String> statuses() {
        return List.of("campaigns", "adsets", "ads").stream()
                .flatMap(edge -> SandboxControl.objects(edge, client).stream())
                .map(object -> object.path("status").asText())
                .toList();
    }

    private String key(List<String> scopes) {
        return given().contentType(ContentType.JSON)
                .body(Map.of("scopes", scopes))
                .post("/v1/clients/" + client.id() + "/keys")
                .path("key");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }
}
