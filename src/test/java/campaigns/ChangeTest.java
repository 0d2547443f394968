package campaigns;

import static org.assertj.core.api.Assertions.assertThat;

import campaigns.Change.Learning;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

class ChangeTest {

    private static final String AD_SET = "{'name':'Adults','status':'PAUSED','daily_budget':'2000','bid_amount':100,"
            + "'optimization_goal':'LINK_CLICKS','billing_event':'IMPRESSIONS','end_time':'2030-01-31T01:30:00-0800',"
            + "'promoted_object':{'page_id':'1','smart_pse_enabled':false},"
            + "'targeting':{'geo_locations':{'countries':['DE','PT']},'age_min':20,'genders':[1],"
            + "'effective_facebook_positions':['feed'],'targeting_automation':{'advantage_audience':1}},"
            + "'creative':{'id':'77'}}";

    /** Meta docs, "Ad Review" and "About the learning phase". */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {'name': 'Old'}                                      | true  | false | NO
            {'status': 'ARCHIVED'}                               | true  | false | NO
            {'status': 'ACTIVE'}                                 | true  | false | POSSIBLE
            {'daily_budget': 2400}                               | true  | false | NO
            {'daily_budget': 1600}                               | true  | false | NO
            {'daily_budget': 2401}                               | true  | false | POSSIBLE
            {'daily_budget': 1599}                               | true  | false | POSSIBLE
            {'lifetime_budget': 2000}                            | true  | false | POSSIBLE
            {'bid_amount': 101}                                  | true  | false | POSSIBLE
            {'end_time': null}                                   | true  | false | POSSIBLE
            {'optimization_goal': 'REACH'}                       | true  | true  | YES
            {'billing_event': 'LINK_CLICKS'}                     | true  | true  | POSSIBLE
            {'promoted_object': {'page_id': '2'}}                | true  | false | YES
            {'targeting_patch': {'age_min': 21}}                 | true  | true  | YES
            {'targeting_patch': {'genders': null}}               | true  | true  | YES
            {'creative_id': '78'}                                | true  | true  | YES
            {'name': 'Old', 'creative_id': '78'}                 | true  | true  | YES
            {'dsa_payor': 'Coffee Ltd'}                          | true  | false | NO
            {'name': 'Adults'}                                   | false | false | NO
            {'status': 'PAUSED'}                                 | false | false | NO
            {'daily_budget': 2000}                               | false | false | NO
            {'end_time': '2030-01-31T09:30:00Z'}                 | false | false | NO
            {'promoted_object': {'page_id': '1'}}                | false | false | NO
            {'targeting_patch': {'age_min': 20}}                 | false | false | NO
            {'targeting_patch': {'locales': null}}               | false | false | NO
            {'creative_id': '77'}                                | false | false | NO
            {'client_id': 'francisco'}                           | false | false | NO
            """)
    void restartsWhatMetaSays(String request, boolean changes, boolean review, Learning learning) {
        Change change = change(request);

        assertThat(change.isNothing()).isNotEqualTo(changes);
        assertThat(change.restartsReview()).isEqualTo(review);
        assertThat(change.restartsLearning()).isEqualTo(learning);
    }

    @Test
    void sendsOnlyWhatDiffers() {
        Change change = change("{'name': 'Adults', 'daily_budget': 3000, 'creative_id': '78', 'end_time': null}");

        assertThat(change.changed()).containsExactly("daily_budget", "creative_id", "end_time");
        assertThat(change.parameters())
                .containsOnlyKeys("daily_budget", "creative", "end_time")
                .containsEntry("creative", Map.of("creative_id", "78"))
                .containsEntry("end_time", 0);
    }

    /** Meta checks a strategy against the amount in the same request. */
    @Test
    void sendsBidsTogether() {
        Change change = change("{'bid_strategy': 'COST_CAP', 'bid_amount': 100}");

        assertThat(change.changed()).containsExactly("bid_strategy");
        assertThat(change.parameters()).containsOnlyKeys("bid_strategy", "bid_amount");
    }

    @Test
    void sendsFurtherParametersAsTheyAre() {
        Change change = change("{'name': 'Adults', 'extra': {'budget_source': 'NONE', 'rules': [1]}}");

        assertThat(change.changed()).containsExactly("extra");
        assertThat(change.parameters())
                .containsEntry("budget_source", "NONE")
                .containsOnlyKeys("budget_source", "rules");
        assertThat(change.restartsLearning()).isEqualTo(Learning.POSSIBLE);
        assertThat(change("{'extra': {'a': 1}, 'creative_id': '78'}").restartsLearning())
                .isEqualTo(Learning.YES);
    }

    @Test
    void namesTheAdSetsWhoseBudgetsChange() {
        assertThat(change("{'daily_budget': 3000}").adSetsOfBudgets("adset", "7"))
                .containsExactly("7");
        assertThat(change("{'daily_budget': 2000}").adSetsOfBudgets("adset", "7"))
                .isEmpty();
        assertThat(change("{'daily_budget': 3000}").adSetsOfBudgets("campaign", "7"))
                .isEmpty();
        assertThat(change("{'adset_budgets': [{'adset_id': '9'}, {'adset_id': '8'}, {'adset_id': '9'}]}")
                        .adSetsOfBudgets("campaign", "7"))
                .containsExactly("8", "9");
    }

    @Test
    void mergesThePatchIntoTheAudience() {
        Change change = change("{'targeting_patch': {'age_min': 30, 'genders': null, 'locales': [6]}}");

        assertThat(change.changed()).containsExactly("targeting");
        assertThat(change.parameters().get("targeting"))
                .hasToString("{\"geo_locations\":{\"countries\":[\"DE\",\"PT\"]},\"age_min\":30,"
                        + "\"targeting_automation\":{\"advantage_audience\":1},\"locales\":[6]}");
    }

    @Test
    void replacesTheAudienceButForAChoiceThatMetaDemands() {
        assertThat(change("{'targeting': {'geo_locations': {'countries': ['FR']}}}")
                        .parameters()
                        .get("targeting"))
                .hasToString("{\"geo_locations\":{\"countries\":[\"FR\"]},"
                        + "\"targeting_automation\":{\"advantage_audience\":1}}");
        assertThat(Change.of(
                                GraphFixtures.object("{'targeting': {'geo_locations': {'countries': ['FR']}}}"),
                                GraphFixtures.object("{}"))
                        .parameters()
                        .get("targeting"))
                .hasToString("{\"geo_locations\":{\"countries\":[\"FR\"]},"
                        + "\"targeting_automation\":{\"advantage_audience\":0}}");
    }

    @Test
    void leavesItsArgumentsAsTheyAre() {
        ObjectNode request = GraphFixtures.object("{'targeting_patch': {'age_min': 30}}");
        ObjectNode current = GraphFixtures.object(AD_SET);
        String before = request + current.toString();

        Change.of(request, current);
        Change.merged(request, current);

        assertThat(request + current.toString()).isEqualTo(before);
    }

    private static Change change(String request) {
        return Change.of(GraphFixtures.object(request), GraphFixtures.object(AD_SET));
    }
}
