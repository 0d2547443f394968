package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.adSet;
import static sandbox.Samples.campaign;
import static sandbox.Samples.with;
import static sandbox.Samples.without;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

import java.util.Map;

class AdSetNodesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private final GraphClient client = SERVER.client();
    private String campaignId;

    @BeforeEach
    void makeCampaign() {
        campaignId = Samples.campaignId(client);
    }

    @Test
    void isMadeAndReadBack() {
        Reply made = client.post(ACCOUNT + "/adsets", adSet(campaignId));

        Reply read = client.get(
                "/" + made.id(), "fields", "name,campaign_id,campaign{name},daily_budget,targeting,optimization_goal");
        assertThat(read.body().path("name").asText()).isEqualTo("Adults");
        assertThat(read.body().path("campaign_id").asText()).isEqualTo(campaignId);
        assertThat(read.body().at("/campaign/name").asText()).isEqualTo("Spring");
        assertThat(read.body().path("daily_budget").isTextual()).isTrue();
        assertThat(read.body().at("/targeting/geo_locations/countries/0").asText())
                .isEqualTo("US");
        assertThat(client.get("/" + campaignId + "/adsets")
                        .body()
                        .at("/data/0/id")
                        .asText())
                .isEqualTo(made.id());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            name              | -                | 0
            campaign_id       | -                | 0
            campaign_id       | 123456789012345  | 33
            billing_event     | -                | 0
            billing_event     | LAUGHS           | 0
            optimization_goal | -                | 0
            optimization_goal | FAME             | 0
            destination_type  | MOON             | 0
            daily_budget      | -                | 1885621
            daily_budget      | 0                | 1885272
            daily_budget      | 1                | 1885272
            lifetime_budget   | 1000             | 0
            end_time          | tomorrow         | 0
            end_time          | 2020-01-01T00:00:00Z | 0
            targeting         | -                | 0
            targeting         | US               | 0
            targeting         | {"targeting_automation":{"advantage_audience":0}} | 1885364
            targeting         | {"geo_locations":{"location_types":["home"]},"targeting_automation":{"advantage_audience":0}} | 1885364
            targeting         | {"geo_locations":{"countries":["US"]}} | 1870227
            targeting         | {"geo_locations":{"countries":["US"]},"age_max":40,"targeting_automation":{"advantage_audience":1}} | 1870189
            targeting         | {"geo_locations":{"countries":["US"],"cities":[{"key":"1","country":"US"}]},"targeting_automation":{"advantage_audience":0}} | 1487756
            targeting         | {"geo_locations":{"countries":["US"]},"age_min":5,"targeting_automation":{"advantage_audience":0}} | 0
            targeting         | {"geo_locations":{"countries":["US"]},"genders":[3],"targeting_automation":{"advantage_audience":0}} | 0
            targeting         | {"geo_locations":{"countries":["US"]},"publisher_platforms":["myspace"],"targeting_automation":{"advantage_audience":0}} | 0
            targeting         | {"geo_locations":{"countries":["US"]},"instagram_positions":["explore"],"targeting_automation":{"advantage_audience":0}} | 0
            bid_strategy      | COST_CAP         | 1815857
            bid_strategy      | LOWEST_COST_WITH_BID_CAP | 1815857
            bid_strategy      | LOWEST_COST_WITH_MIN_ROAS | 0
            optimization_goal | OFFSITE_CONVERSIONS | 0
            optimization_goal | LEAD_GENERATION  | 0
            optimization_goal | APP_INSTALLS     | 0
            """)
    void refuses(String name, String value, int subcode) {
        Map<String, String> params =
                value == null ? without(adSet(campaignId), name) : with(adSet(campaignId), name, value);

        Reply reply = client.post(ACCOUNT + "/adsets", params);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("code").asInt()).isEqualTo(100);
        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(subcode);
        assertThat(client.state().at("/objects/adsets")).isEmpty();
    }

    @Test
    void nameHasAtMost400Characters() {
        assertThat(client.post(ACCOUNT + "/adsets", with(adSet(campaignId), "name", "x".repeat(401)))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(ACCOUNT + "/adsets", with(adSet(campaignId), "name", "x".repeat(400)))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void budgetIsEitherTheCampaignsOrItsOwn() {
        Map<String, String> funded =
                with(without(campaign(), "is_adset_budget_sharing_enabled"), "daily_budget", "5000");
        String funding = client.post(ACCOUNT + "/campaigns", funded).id();

        Reply both = client.post(ACCOUNT + "/adsets", adSet(funding));
        Reply one = client.post(ACCOUNT + "/adsets", without(adSet(funding), "daily_budget"));

        assertThat(both.error().path("error_subcode").asInt()).isEqualTo(1885621);
        assertThat(one.status()).isEqualTo(200);
    }

    @Test
    void lifetimeBudgetNeedsAnEnd() {
        Map<String, String> params = with(without(adSet(campaignId), "daily_budget"), "lifetime_budget", "9000");

        assertThat(client.post(ACCOUNT + "/adsets", params).status()).isEqualTo(400);
        assertThat(client.post(ACCOUNT + "/adsets", with(params, "end_time", "0"))
                        .status())
                .isEqualTo(400);
        Reply made = client.post(ACCOUNT + "/adsets", with(params, "end_time", "2031-01-01T00:00:00Z"));
        assertThat(client.get("/" + made.id(), "fields", "end_time")
                        .body()
                        .path("end_time")
                        .asText())
                .isEqualTo("2030-12-31T16:00:00-0800");
    }

    @Test
    void dailyBudgetNeedsMoreThanADay() {
        Map<String, String> params = with(adSet(campaignId), "start_time", "2031-01-01T00:00:00+0000");

        assertThat(client.post(ACCOUNT + "/adsets", with(params, "end_time", "2031-01-02T00:00:00+0000"))
                        .status())
                .isEqualTo(400);
        assertThat(client.post(ACCOUNT + "/adsets", with(params, "end_time", "2031-01-02T00:00:01+0000"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void bidAmountAloneIsABidCap() {
        Reply read = client.post(
                ACCOUNT + "/adsets",
                with(with(adSet(campaignId), "bid_amount", "200"), "fields", "bid_strategy,bid_amount"));

        assertThat(read.body().path("bid_strategy").asText()).isEqualTo("LOWEST_COST_WITH_BID_CAP");
        assertThat(read.body().path("bid_amount").isNumber()).isTrue();
    }

    @Test
    void conversionsNeedAPixelOrAnApp() {
        String sales = client.post(ACCOUNT + "/campaigns", with(campaign(), "objective", "OUTCOME_SALES"))
                .id();
        Map<String, String> params = with(adSet(sales), "optimization_goal", "OFFSITE_CONVERSIONS");

        assertThat(client.post(
                                ACCOUNT + "/adsets",
                                with(
                                        params,
                                        "promoted_object",
                                        "{\"pixel_id\":\"1\",\"custom_event_type\":\"PURCHASE\"}"))
                        .status())
                .isEqualTo(200);
        assertThat(client.post(ACCOUNT + "/adsets", with(params, "promoted_object", "{\"pixel_id\":\"1\"}"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void dropsMessengerStoriesSilently() {
        Reply read = client.post(
                ACCOUNT + "/adsets",
                with(
                        with(
                                adSet(campaignId),
                                "targeting",
                                "{\"geo_locations\":{\"countries\":[\"US\"]},\"messenger_positions\":[\"story\",\"sponsored_messages\"],"
                                        + "\"targeting_automation\":{\"advantage_audience\":0}}"),
                        "fields",
                        "targeting"));

        assertThat(read.body().at("/targeting/messenger_positions")).hasToString("[\"sponsored_messages\"]");
    }

    @Test
    void anotherAccountsCampaignIsUnknown() {
        Reply reply = client.post("/act_2002/adsets", adSet(campaignId));

        assertThat(reply.error().path("error_subcode").asInt()).isEqualTo(33);
    }

    @Test
    void aDeletedCampaignTakesNoAdSets() {
        client.delete("/" + campaignId);

        assertThat(client.post(ACCOUNT + "/adsets", adSet(campaignId))
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1487056);
    }

    @Test
    void showsThatTheCampaignIsPaused() {
        String id = client.post(ACCOUNT + "/adsets", with(adSet(campaignId), "status", "ACTIVE"))
                .id();

        assertThat(effectiveStatus(id)).isEqualTo("CAMPAIGN_PAUSED");
        client.post("/" + campaignId, "status", "ACTIVE");
        assertThat(effectiveStatus(id)).isEqualTo("ACTIVE");
        client.post("/" + id, "status", "PAUSED");
        assertThat(effectiveStatus(id)).isEqualTo("PAUSED");
        client.post("/" + campaignId, "status", "ARCHIVED");
        assertThat(effectiveStatus(id)).isEqualTo("ARCHIVED");
        client.delete("/" + campaignId);
        assertThat(effectiveStatus(id)).isEqualTo("DELETED");
        assertThat(client.get(ACCOUNT + "/adsets").body().path("data")).isEmpty();
    }

    @Test
    void anUpdateIsCheckedAsAWhole() {
        String id = client.post(ACCOUNT + "/adsets", adSet(campaignId)).id();

        assertThat(client.post("/" + id, "bid_strategy", "COST_CAP")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1815857);
        assertThat(client.post("/" + id, "bid_strategy", "COST_CAP", "bid_amount", "300")
                        .status())
                .isEqualTo(200);
    }

    private String effectiveStatus(String id) {
        return client.get("/" + id, "fields", "effective_status")
                .body()
                .path("effective_status")
                .asText();
    }
}
