package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.campaign;
import static sandbox.Samples.with;
import static sandbox.Samples.without;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sandbox.GraphClient.Reply;

/** What laws, objectives and limits ask of ad sets. */
class AdSetRulesTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String GERMANY =
            "{'geo_locations':{'countries':['US','DE']},'targeting_automation':{'advantage_audience':0}}";
    private static final String BRAZIL =
            "{'geo_locations':{'cities':[{'key':'1','country':'BR'}]},'targeting_automation':{'advantage_audience':0}}";

    private final GraphClient client = SERVER.client();

    @Test
    void anAudienceInTheEuropeanUnionNeedsBeneficiaryAndPayor() {
        assertThat(subcode(make("OUTCOME_TRAFFIC", "targeting", GERMANY))).isEqualTo(3858152);
        assertThat(subcode(make("OUTCOME_TRAFFIC", "targeting", GERMANY, "dsa_payor", "Ltd")))
                .isEqualTo(3858152);
        assertThat(make("OUTCOME_TRAFFIC", "targeting", GERMANY, "dsa_payor", "Ltd", "dsa_beneficiary", "Ltd")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theAccountMayNameThePayor() {
        client.settings("{\"account_dsa_payor\":\"Ltd\"}");

        Reply made = make("OUTCOME_TRAFFIC", "targeting", GERMANY);

        assertThat(client.get("/" + made.id(), "fields", "dsa_payor,dsa_beneficiary")
                        .body()
                        .path("dsa_payor")
                        .asText())
                .isEqualTo("Ltd");
        assertThat(client.get(ACCOUNT, "fields", "default_dsa_payor")
                        .body()
                        .path("default_dsa_payor")
                        .asText())
                .isEqualTo("Ltd");
    }

    @Test
    void anAudienceInBrazilNeedsIdentities() {
        assertThat(subcode(make("OUTCOME_TRAFFIC", "targeting", BRAZIL))).isEqualTo(3858634);
        assertThat(subcode(make(
                        "OUTCOME_TRAFFIC",
                        "targeting",
                        BRAZIL,
                        "regional_regulated_categories",
                        "['BRAZIL_REGULATION']")))
                .isEqualTo(3858634);
        Reply made = make(
                "OUTCOME_TRAFFIC",
                "targeting",
                BRAZIL,
                "regional_regulated_categories",
                "['BRAZIL_REGULATION']",
                "regional_regulation_identities",
                "{'brazil_regulation_beneficiary':'1'}");
        assertThat(client.get("/" + made.id(), "fields", "regional_regulation_identities")
                        .body()
                        .at("/regional_regulation_identities/brazil_regulation_beneficiary")
                        .asText())
                .isEqualTo("1");
    }

    @ParameterizedTest
    @CsvSource({
        "OUTCOME_TRAFFIC, APP_INSTALLS, 400",
        "OUTCOME_AWARENESS, LANDING_PAGE_VIEWS, 400",
        "OUTCOME_LEADS, VALUE, 400",
        "OUTCOME_TRAFFIC, LANDING_PAGE_VIEWS, 200",
        "OUTCOME_AWARENESS, REACH, 200",
        "OUTCOME_LEADS, QUALITY_CALL, 200",
        "OUTCOME_SALES, VALUE, 200"
    })
    void goalsFollowFromTheObjective(String objective, String goal, int status) {
        Reply reply = make(
                objective,
                "optimization_goal",
                goal,
                "destination_type",
                goal.equals("QUALITY_CALL") ? "PHONE_CALL" : "WEBSITE");

        assertThat(reply.status()).as(reply.toString()).isEqualTo(status);
    }

    @Test
    void aPostIsBoostedOnThePost() {
        String[] boost = {
            "optimization_goal",
            "POST_ENGAGEMENT",
            "destination_type",
            "ON_POST",
            "promoted_object",
            "{'page_id':'77'}",
            "bid_strategy",
            "LOWEST_COST_WITHOUT_CAP"
        };

        assertThat(make("OUTCOME_ENGAGEMENT", boost).status()).isEqualTo(200);
        assertThat(subcode(make("OUTCOME_ENGAGEMENT", omitting(boost, "bid_strategy"))))
                .isEqualTo(2490487);
        assertThat(subcode(make("OUTCOME_ENGAGEMENT", omitting(boost, "promoted_object"))))
                .isEqualTo(1885154);
        boost[3] = "ON_AD";
        assertThat(subcode(make("OUTCOME_ENGAGEMENT", boost))).isEqualTo(1815715);
    }

    @Test
    void aBudgetChangesFourTimesAnHour() {
        String id = Samples.adSetId(client);
        for (int i = 1; i <= 4; i++) {
            assertThat(client.post("/" + id, "daily_budget", String.valueOf(1000 + i))
                            .status())
                    .isEqualTo(200);
        }

        assertThat(client.post("/" + id, "daily_budget", "1004").status())
                .as("no change")
                .isEqualTo(200);

        Reply fifth = client.post("/" + id, "daily_budget", "2000");
        assertThat(fifth.error().path("code").asInt()).isEqualTo(613);
        assertThat(fifth.error().path("error_subcode").asInt()).isEqualTo(1487632);
        assertThat(client.post("/" + id, "name", "New").status()).isEqualTo(200);
    }

    @Test
    void someValuesAreFixed() {
        String id = Samples.adSetId(client, "promoted_object", "{'page_id':'77'}");

        assertThat(subcode(client.post("/" + id, "is_dynamic_creative", "true")))
                .isEqualTo(1815198);
        assertThat(client.post("/" + id, "campaign_id", "1").status()).isEqualTo(400);
        assertThat(client.post("/" + id, "promoted_object", "{\"page_id\":\"78\"}")
                        .status())
                .isEqualTo(200);
        assertThat(client.post("/" + id, "lifetime_budget", "9000", "end_time", "2035-01-01")
                        .status())
                .isEqualTo(200);
        client.post(ACCOUNT + "/ads", Samples.ad(id, Samples.creativeId(client)));
        assertThat(subcode(client.post("/" + id, "promoted_object", "{\"page_id\":\"77\"}")))
                .isEqualTo(3260011);
        assertThat(client.post("/" + id, "daily_budget", "9000").status()).isEqualTo(400);
        assertThat(client.get("/" + id, "fields", "daily_budget,lifetime_budget")
                        .body())
                .hasToString("{\"lifetime_budget\":\"9000\",\"id\":\"" + id + "\"}");
    }

    @Test
    void anArchivedAdSetIsOnlyRenamedOrDeleted() {
        String id = Samples.adSetId(client);
        client.post("/" + id, "status", "ARCHIVED");

        assertThat(subcode(client.post("/" + id, "status", "ACTIVE"))).isEqualTo(1885088);
        assertThat(subcode(client.post("/" + id, "daily_budget", "2000"))).isEqualTo(1885088);
        assertThat(client.post("/" + id, "name", "New").status()).isEqualTo(200);
        assertThat(client.post("/" + id, "status", "DELETED").status()).isEqualTo(200);
        assertThat(subcode(client.post("/" + id, "name", "Newer"))).isEqualTo(1487056);
        assertThat(client.get("/" + id, "fields", "name").body().path("name").asText())
                .isEqualTo("New");
    }

    @Test
    void aCampaignsBudgetMovesToItsAdSetsAndBack() {
        String campaignId = client.post(
                        ACCOUNT + "/campaigns",
                        with(without(campaign(), "is_adset_budget_sharing_enabled"), "daily_budget", "5000"))
                .id();
        String adSetId = client.post(ACCOUNT + "/adsets", without(Samples.adSet(campaignId), "daily_budget"))
                .id();

        assertThat(client.post("/" + campaignId, "adset_budgets", "[]").status())
                .isEqualTo(400);
        assertThat(client.post(
                                "/" + campaignId,
                                "adset_budgets",
                                "[{\"adset_id\":\"" + adSetId + "\",\"daily_budget\":1}]")
                        .status())
                .isEqualTo(400);
        assertThat(client.post(
                                "/" + campaignId,
                                "adset_budgets",
                                "[{\"adset_id\":\"" + adSetId + "\",\"daily_budget\":3000}]")
                        .status())
                .isEqualTo(200);
        assertThat(budget(adSetId)).isEqualTo("3000");
        assertThat(budget(campaignId)).isEmpty();
        client.post("/" + campaignId, "daily_budget", "4000");
        assertThat(budget(adSetId)).isEmpty();
        assertThat(budget(campaignId)).isEqualTo("4000");
    }

    private String budget(String id) {
        return client.get("/" + id, "fields", "daily_budget")
                .body()
                .path("daily_budget")
                .asText();
    }

    @Test
    void targetingIsReplacedAsAWhole() {
        String id = Samples.adSetId(client, "targeting", Samples.targeting("'age_min':30"));

        client.post("/" + id, "targeting", Samples.targeting("'genders':[1]"));

        assertThat(client.get("/" + id, "fields", "targeting")
                        .body()
                        .path("targeting")
                        .has("age_min"))
                .isFalse();
    }

    @Test
    void aCampaignTakesTwoHundredAdSets() {
        String campaignId = Samples.campaignId(client);
        for (int i = 0; i < 200; i++) {
            assertThat(client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId))
                            .status())
                    .isEqualTo(200);
        }

        assertThat(client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId)).status())
                .isEqualTo(400);
    }

    @Test
    void advantageCampaignsOfTheirOwnKindAreNoMore() {
        assertThat(client.post(
                                ACCOUNT + "/campaigns",
                                with(campaign(), "smart_promotion_type", "AUTOMATED_SHOPPING_ADS"))
                        .status())
                .isEqualTo(400);
    }

    private static String[] omitting(String[] pairs, String name) {
        String[] left = new String[pairs.length - 2];
        int at = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(name)) {
                left[at++] = pairs[i];
                left[at++] = pairs[i + 1];
            }
        }
        return left;
    }

    private Reply make(String objective, String... pairs) {
        String campaignId = client.post(ACCOUNT + "/campaigns", with(campaign(), "objective", objective))
                .id();
        return client.post(ACCOUNT + "/adsets", Samples.adSet(campaignId, pairs));
    }

    private static int subcode(Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isEqualTo(400);
        return reply.error().path("error_subcode").asInt();
    }
}
