package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.util.Map;
import jakarta.inject.Inject;

/** Amounts have the account's currency, and are converted to Meta's number exactly. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class MoneyTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
    }

    @Test
    void isExplainedForAnAccount() {
        currency("JPY");

        account()
                .then()
                .statusCode(200)
                .body("client_id", equalTo(client.id()), "ad_account_id", equalTo(client.adAccountId()))
                .body("currency", equalTo("JPY"), "currency_offset", equalTo(1))
                .body("time_zone.name", equalTo("America/Los_Angeles"))
                .body("status", equalTo("active"), "account_status", equalTo(1))
                .body("minimum_daily_budget", equalTo(Map.of("amount", "100", "currency", "JPY", "meta_amount", 100)))
                .body("minimum_daily_budgets.rare_actions.meta_amount", equalTo(4000));
        account().then().statusCode(200);
        assertThat(SandboxControl.calls(client, "GET", "minimum_budgets")).hasSize(1);
    }

    @Test
    void isExplainedWithoutMinimumsWhereTheyMayNotBeRead() {
        SandboxControl.faults("{'method':'GET','path':'/*/minimum_budgets','times':1,'action':'error','status':400,"
                + "'error':{'code':100}}");

        account()
                .then()
                .statusCode(200)
                .body("currency", equalTo("USD"), "minimum_daily_budgets.impressions", equalTo(null));
    }

    /** With ISO 4217 the last two would be too large by factors of a hundred and ten. */
    @ParameterizedTest
    @CsvSource({"EUR, 50.00, 5000", "JPY, 5000, 5000", "TWD, 1000, 1000", "BHD, 1.50, 150"})
    void reachesMetaAsItsNumber(String currency, String amount, String units) {
        currency(currency);

        campaign(money(amount, currency)).then().statusCode(201);

        assertThat(SandboxControl.objects("campaigns", client)
                        .get(0)
                        .path("daily_budget")
                        .asText())
                .isEqualTo(units);
    }

    @Test
    void reachesMetaInEveryFieldOfAnAdSet() {
        String campaignId = ServiceApi.campaignId(client);
        Map<String, Object> adSet = ServiceApi.adSet(client, campaignId);
        adSet.put("daily_budget", money("20.00", "USD"));
        adSet.put("bid_amount", money("1.5", "USD"));

        ServiceApi.post("/v1/adsets", adSet).then().statusCode(201);

        var made = SandboxControl.objects("adsets", client).get(0);
        assertThat(made.path("daily_budget").asText()).isEqualTo("2000");
        assertThat(made.path("bid_amount").asInt()).isEqualTo(150);
    }

    @Test
    void isRejectedInAnotherCurrency() {
        campaign(money("50.00", "EUR"))
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"))
                .body("errors[0].pointer", equalTo("/daily_budget/currency"))
                .body("errors[0].detail", containsString("'EUR' is not the currency of the ad account"))
                .body("errors[0].detail", containsString("50.00 USD"));
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "50.005, EUR, /daily_budget/amount",
        "0.00, EUR, /daily_budget/amount",
        "'1,000.00', EUR, /daily_budget/amount",
        "1e3, EUR, /daily_budget/amount",
        "-5, EUR, /daily_budget/amount",
        "99999999999999999999, EUR, /daily_budget/amount",
        "50, eur, /daily_budget/currency"
    })
    void isRejectedIfMetaCannotRepresentIt(String amount, String currency, String pointer) {
        campaign(money(amount, currency)).then().statusCode(400).body("errors[0].pointer", equalTo(pointer));
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"amount\":\"50.00\"}", "{\"currency\":\"EUR\"}", "{}", "\"50.00\"", "[]", "50.5", "true"})
    void isRejectedInOtherShapes(String money) {
        given().contentType(ContentType.JSON)
                .body("{\"client_id\":\"" + client.id()
                        + "\",\"name\":\"n\",\"objective\":\"OUTCOME_TRAFFIC\",\"daily_budget\":" + money + "}")
                .post("/v1/campaigns")
                .then()
                .statusCode(400)
                .body("errors[0].pointer", containsString("/daily_budget"));
    }

    @Test
    void isCheckedInADryRun() {
        dryRun(money("50.00", "USD")).then().statusCode(200);
        dryRun(money("50.00", "EUR")).then().statusCode(400);
        dryRun(money("50.005", "USD")).then().statusCode(400);
        assertThat(SandboxControl.objects("campaigns", client)).isEmpty();
    }

    /** A key belongs to a request by content, not notation; a wrong currency has no effect. */
    @Test
    void isTheSameForAnIdempotencyKeyInBothForms() {
        withKey(money("50.00", "EUR")).then().statusCode(400);
        String id =
                withKey(money("50.00", "USD")).then().statusCode(201).extract().path("campaign_id");

        for (Object same : new Object[] {money("50.00", "USD"), money("50", "USD"), 5000}) {
            withKey(same)
                    .then()
                    .statusCode(201)
                    .header("Idempotent-Replayed", equalTo("true"))
                    .body("campaign_id", equalTo(id));
        }
        withKey(money("50.01", "USD")).then().statusCode(422).body("type", equalTo("/problems/idempotency-mismatch"));
        assertThat(SandboxControl.objects("campaigns", client)).hasSize(1);
    }

    /** The number of units is equal, but the amount is not. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void isNotTheSameForAnIdempotencyKeyInAnotherCurrency(boolean asUnits) {
        withKey(asUnits ? 5000 : money("50.00", "USD")).then().statusCode(201);

        withKey(money("50.00", "EUR"))
                .then()
                .statusCode(400)
                .header("Idempotent-Replayed", equalTo(null))
                .body("errors[0].pointer", equalTo("/daily_budget/currency"));

        withKey(money("50.00", "USD")).then().statusCode(201).header("Idempotent-Replayed", equalTo("true"));
        assertThat(SandboxControl.objects("campaigns", client)).hasSize(1);
    }

    private void currency(String currency) {
        SandboxControl.set("account_currency", Map.of(client.adAccountId(), currency));
    }

    private Response account() {
        return given().queryParam("client_id", client.id()).get("/v1/account");
    }

    private Response campaign(Object dailyBudget) {
        return ServiceApi.post("/v1/campaigns", body(dailyBudget));
    }

    private Response dryRun(Object dailyBudget) {
        return given().contentType(ContentType.JSON)
                .queryParam("dry_run", "true")
                .body(body(dailyBudget))
                .post("/v1/campaigns");
    }

    private Response withKey(Object dailyBudget) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", "money-" + client.id())
                .body(body(dailyBudget))
                .post("/v1/campaigns");
    }

    private Map<String, Object> body(Object dailyBudget) {
        Map<String, Object> body = ServiceApi.campaign(client);
        body.put("daily_budget", dailyBudget);
        return body;
    }

    private static Map<String, Object> money(String amount, String currency) {
        return Map.of("amount", amount, "currency", currency);
    }
}
