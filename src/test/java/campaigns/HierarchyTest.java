package campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Creation;
import graph.GraphFixtures;
import graph.GraphRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class HierarchyTest {

    @Test
    void makesNothingThatRuns() {
        assertThat(campaign("{'name': 'Spring'}").fields()).containsEntry("status", "PAUSED");
        assertThat(adSet("{'campaign_id': '1', 'targeting': {}}").fields()).containsEntry("status", "PAUSED");
        assertThat(ad("{'adset_id': '1', 'creative_id': '2'}").fields()).containsEntry("status", "PAUSED");
    }

    @Test
    void makesWhatRunsIfAsked() {
        assertThat(campaign("{'status': 'ACTIVE'}").fields()).containsEntry("status", "ACTIVE");
        assertThat(adSet("{'campaign_id': '1', 'targeting': {}, 'status': 'ACTIVE'}")
                        .fields())
                .containsEntry("status", "ACTIVE");
        assertThat(ad("{'adset_id': '1', 'creative_id': '2', 'status': 'ACTIVE'}")
                        .fields())
                .containsEntry("status", "ACTIVE");
    }

    @Test
    void namesTheAbsenceOfSpecialCategories() {
        assertThat(sent(campaign("{}"), "special_ad_categories")).isEqualTo(GraphFixtures.json("['NONE']"));
        assertThat(sent(campaign("{'special_ad_categories': ['HOUSING']}"), "special_ad_categories"))
                .isEqualTo(GraphFixtures.json("['HOUSING']"));
    }

    @Test
    void saysThatAdSetsDoNotShareTheirBudget() {
        assertThat(sent(campaign("{}"), "is_adset_budget_sharing_enabled").asBoolean(true))
                .isFalse();
        assertThat(sent(campaign("{'is_adset_budget_sharing_enabled': true}"), "is_adset_budget_sharing_enabled")
                        .asBoolean())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily_budget", "lifetime_budget"})
    void saysNothingOfSharingWhereTheCampaignHasTheBudget(String budget) {
        assertThat(campaign("{'" + budget + "': 2000}").fields()).doesNotContainKey("is_adset_budget_sharing_enabled");
    }

    @Test
    void doesNotWidenAnAudienceUnasked() {
        GraphRequest request = adSet("{'campaign_id': '1', 'targeting': {'geo_locations': {'countries': ['DE']}}}");

        assertThat(sent(request, "targeting"))
                .isEqualTo(GraphFixtures.json("{'geo_locations': {'countries': ['DE']},"
                        + " 'targeting_automation': {'advantage_audience': 0}}"));
    }

    @Test
    void widensAnAudienceIfAsked() {
        GraphRequest request = adSet("{'campaign_id': '1', 'targeting': {'targeting_automation':"
                + " {'advantage_audience': 1, 'individual_setting': {'age': 1}}}}");

        assertThat(sent(request, "targeting"))
                .isEqualTo(GraphFixtures.json(
                        "{'targeting_automation':" + " {'advantage_audience': 1, 'individual_setting': {'age': 1}}}"));
    }

    @Test
    void leavesTheRequestAsItIs() {
        ObjectNode request = GraphFixtures.object("{'campaign_id': '1', 'targeting': {}}");
        ObjectNode before = request.deepCopy();

        Hierarchy.adSet(request, "francisco", GraphFixtures.ACCOUNT, "key");

        assertThat(request).isEqualTo(before);
    }

    @Test
    void passesMetasOtherFieldsOn() {
        Map<String, Object> fields = adSet(
                        "{'client_id': 'francisco', 'campaign_id': '1', 'name': 'Adults',"
                                + " 'bid_amount': 100, 'promoted_object': {'pixel_id': '5'}, 'end_time': null, 'targeting': {}}")
                .fields();

        assertThat(fields)
                .containsEntry("campaign_id", "1")
                .containsEntry("name", "Adults")
                .containsKey("bid_amount")
                .doesNotContainKeys("client_id", "end_time");
        assertThat(fields.get("promoted_object")).isEqualTo(GraphFixtures.json("{'pixel_id': '5'}"));
    }

    @Test
    void namesTheCreativeOfAnAd() {
        GraphRequest request = ad("{'client_id': 'francisco', 'adset_id': '1', 'creative_id': '2', 'name': 'Ad'}");

        assertThat(sent(request, "creative")).isEqualTo(GraphFixtures.json("{'creative_id': '2'}"));
        assertThat(request.fields()).doesNotContainKey("creative_id").containsEntry("adset_id", "1");
    }

    @Test
    void tellsWhatMakesAnObjectOut() {
        Creation creation = Hierarchy.adSet(
                GraphFixtures.object("{'campaign_id': '1', 'name': 'Adults', 'targeting': {}}"),
                "francisco",
                GraphFixtures.ACCOUNT,
                "key");

        assertThat(creation.kind()).isEqualTo(Creation.Kind.ADSET);
        assertThat(creation.key()).isEqualTo("key");
        assertThat(creation.clientId()).isEqualTo("francisco");
        assertThat(creation.parentId()).isEqualTo("1");
        assertThat(creation.name()).isEqualTo("Adults");
        assertThat(creation.request().path()).isEqualTo("act_1/adsets");
        assertThat(creation.request().repeatable()).isFalse();
    }

    private GraphRequest campaign(String request) {
        return Hierarchy.campaign(GraphFixtures.object(request), "francisco", GraphFixtures.ACCOUNT, "key")
                .request();
    }

    private GraphRequest adSet(String request) {
        return Hierarchy.adSet(GraphFixtures.object(request), "francisco", GraphFixtures.ACCOUNT, "key")
                .request();
    }

    private GraphRequest ad(String request) {
        return Hierarchy.ad(GraphFixtures.object(request), "francisco", GraphFixtures.ACCOUNT, "key")
                .request();
    }

    /** A field as sent to Meta. */
    private static JsonNode sent(GraphRequest request, String field) {
        return GraphFixtures.MAPPER.valueToTree(request.fields().get(field));
    }
}
