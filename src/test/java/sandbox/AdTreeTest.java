package sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static sandbox.Samples.ACCOUNT;
import static sandbox.Samples.creative;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import sandbox.GraphClient.Reply;

import java.util.Map;

/** An ad brings its ad set and campaign along. */
class AdTreeTest {
    @RegisterExtension
    static final SandboxServer SERVER = new SandboxServer();

    private static final String CAMPAIGN = "'name':'c','objective':'OUTCOME_TRAFFIC','buying_type':'AUCTION'";

    private final GraphClient client = SERVER.client();

    @Test
    void aWholeTreeIsOnlyChecked() {
        Reply reply = tree(adSet("'daily_budget':1000", CAMPAIGN), "['validate_only','synchronous_ad_review']");

        assertThat(reply.body()).hasToString("{\"success\":true}");
        assertThat(client.state().path("objects").path("campaigns")).isEmpty();
        assertThat(client.state().path("objects").path("adsets")).isEmpty();
        assertThat(client.state().path("objects").path("ads")).isEmpty();
        assertThat(client.state().path("objects").path("adcreatives")).isEmpty();
    }

    @Test
    void aWholeTreeIsMade() {
        Reply made = tree(adSet("'daily_budget':1000", CAMPAIGN), null);

        Reply read =
                client.get("/" + made.id(), "fields", "adset{name,daily_budget},campaign{name,objective},creative");
        assertThat(read.body().at("/adset/daily_budget").asText()).isEqualTo("1000");
        assertThat(read.body().at("/campaign/objective").asText()).isEqualTo("OUTCOME_TRAFFIC");
        assertThat(read.body().at("/creative/id").asText()).isNotEmpty();
    }

    @Test
    void anAdSetOfAKnownCampaignComesAlong() {
        String known = "'campaign_id':'" + Samples.campaignId(client) + "','daily_budget':1000,";

        assertThat(tree("{" + known + adSetMembers() + "}", "['validate_only']").body())
                .hasToString("{\"success\":true}");
        assertThat(tree("{" + known + adSetMembers() + "}", null).id()).isNotEmpty();
        assertThat(client.state().at("/objects/campaigns")).hasSize(1);
    }

    @Test
    void anAdSetNeedsACampaign() {
        Reply reply = tree("{" + adSetMembers() + "}", null);

        assertThat(reply.error().path("message").asText()).contains("campaign_id is required");
        assertThat(reply.error().at("/error_data/blame_field_specs")).hasToString("[[\"adset_spec\",\"campaign_id\"]]");
    }

    @Test
    void anErrorBlamesAFieldWithinTheSpecs() {
        Reply adSet = tree(adSet("'daily_budget':1", CAMPAIGN), "['validate_only']");
        Reply campaign = tree(adSet("'daily_budget':1000", CAMPAIGN.replace("TRAFFIC", "FAME")), "['validate_only']");

        assertThat(adSet.error().path("error_subcode").asInt()).isEqualTo(1885272);
        assertThat(adSet.error().at("/error_data/blame_field_specs"))
                .hasToString("[[\"adset_spec\",\"daily_budget\"]]");
        assertThat(campaign.error().at("/error_data/blame_field_specs"))
                .hasToString("[[\"adset_spec\",\"campaign_spec\",\"objective\"]]");
    }

    @Test
    void specialCategoriesCannotComeAlong() {
        Reply reply = tree(adSet("'daily_budget':1000", CAMPAIGN + ",'special_ad_categories':[]"), "['validate_only']");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.error().path("message").asText()).contains("got \"2\"");
    }

    @Test
    void theAdIsCheckedAgainstTheNewAdSet() {
        String leads = adSet(
                        "'daily_budget':1000,'promoted_object':{'page_id':'77'},'destination_type':'ON_AD'",
                        CAMPAIGN.replace("TRAFFIC", "LEADS"))
                .replace("LINK_CLICKS", "LEAD_GENERATION");

        assertThat(tree(leads, "['validate_only']")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(3390001);
        assertThat(tree(adSet("", CAMPAIGN), "['validate_only']")
                        .error()
                        .path("error_subcode")
                        .asInt())
                .isEqualTo(1885621);
    }

    @Test
    void anAdSetWithANewCampaignCannotBeCheckedOnly() {
        Map<String, String> params = Samples.adSet("", "campaign_spec", "{" + CAMPAIGN + "}");
        params.remove("campaign_id");

        Reply checked =
                client.post(ACCOUNT + "/adsets", Samples.with(params, "execution_options", "[\"validate_only\"]"));
        assertThat(checked.status()).isEqualTo(500);
        Reply made = client.post(ACCOUNT + "/adsets", params);
        assertThat(client.get("/" + made.id(), "fields", "campaign{name}")
                        .body()
                        .at("/campaign/name")
                        .asText())
                .isEqualTo("c");
    }

    private static String adSet(String budget, String campaign) {
        return "{" + (budget.isEmpty() ? "" : budget + ",") + adSetMembers() + ",'campaign_spec':{" + campaign + "}}";
    }

    private static String adSetMembers() {
        return "'name':'s','billing_event':'IMPRESSIONS','optimization_goal':'LINK_CLICKS','targeting':"
                + Samples.targeting("");
    }

    private Reply tree(String adSet, String options) {
        Map<String, String> params = creative(
                "creative",
                "{'object_story_spec':{'page_id':'77','link_data':{'link':'https://example.com/','image_hash':'"
                        + Samples.imageHash(client) + "'}}}",
                "adset_spec",
                adSet);
        if (options != null) {
            params.put("execution_options", Samples.json(options));
        }
        return client.post(ACCOUNT + "/ads", params);
    }
}
