package campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Rejected;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

class PreflightTest {

    private static final String SOMEWHERE = "'geo_locations': {'countries': ['PT']}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'daily_budget': 1, 'lifetime_budget': 2}                                          | /lifetime_budget
            {'bid_strategy': 'COST_CAP'}                                                       | /bid_strategy
            {'bid_strategy': 'COST_CAP', 'is_adset_budget_sharing_enabled': false}             | /bid_strategy
            {'is_adset_budget_sharing_enabled': true, 'bid_strategy': 'X', 'daily_budget': 1}  | /is_adset_budget_sharing_enabled
            {'is_adset_budget_sharing_enabled': true}                                          | /bid_strategy
            {'special_ad_categories': ['HOUSING']}                                             | /special_ad_category_country
            {'special_ad_categories': ['NONE', 'CREDIT'], 'special_ad_category_country': []}   | /special_ad_category_country
            """)
    void refusesCampaigns(String request, String pointer) {
        assertThat(pointers("createCampaign", request)).containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{'daily_budget': 1}",
                "{'special_ad_categories': ['NONE']}",
                "{'special_ad_categories': ['HOUSING'], 'special_ad_category_country': ['US']}",
                "{'lifetime_budget': 1, 'bid_strategy': 'COST_CAP'}",
                "{'is_adset_budget_sharing_enabled': true, 'bid_strategy': 'LOWEST_COST_WITHOUT_CAP'}",
                "{'is_adset_budget_sharing_enabled': false, 'daily_budget': 1}"
            })
    void letsCampaignsPass(String request) {
        assertThat(pointers("createCampaign", request)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'daily_budget': 1, 'lifetime_budget': 2, 'end_time': '2030-01-31T00:00:00Z'                          | /lifetime_budget
            'lifetime_budget': 1                                                                                 | /end_time
            'lifetime_budget': 1, 'end_time': '2020-01-31T00:00:00Z'                                             | /end_time
            'start_time': '2030-01-31T00:00:00Z', 'end_time': '2030-01-30T00:00:00Z'                             | /end_time
            'start_time': '2030-01-31T00:00:00+01:00', 'end_time': '2030-01-30T23:00:00Z'                        | /end_time
            'daily_budget': 1, 'start_time': '2030-01-31T00:00:00Z', 'end_time': '2030-01-31T23:59:59Z'          | /end_time
            'bid_strategy': 'COST_CAP'                                                                           | /bid_amount
            'bid_strategy': 'LOWEST_COST_WITH_BID_CAP'                                                           | /bid_amount
            'bid_strategy': 'LOWEST_COST_WITH_MIN_ROAS'                                                          | /bid_constraints
            'bid_strategy': 'LOWEST_COST_WITH_MIN_ROAS', 'bid_constraints': {}                                   | /bid_constraints
            'optimization_goal': 'OFFSITE_CONVERSIONS'                                                           | /promoted_object
            'optimization_goal': 'LEAD_GENERATION'                                                               | /promoted_object
            'optimization_goal': 'PAGE_LIKES', 'promoted_object': {'pixel_id': '1'}                              | /promoted_object/page_id
            'optimization_goal': 'APP_INSTALLS', 'promoted_object': {'application_id': '1'}                      | /promoted_object
            """)
    void refusesAdSets(String fields, String pointer) {
        assertThat(pointers("createAdSet", "{'targeting': {" + SOMEWHERE + "}, " + fields + "}"))
                .containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {'age_min': 25}                                                                                                    | /targeting/geo_locations
            {'geo_locations': {}}                                                                                              | /targeting/geo_locations
            {'geo_locations': {'countries': [], 'location_types': ['home']}}                                                   | /targeting/geo_locations
            {'geo_locations': {'countries': ['PT']}, 'age_min': 45, 'age_max': 25}                                             | /targeting/age_min
            {'geo_locations': {'countries': ['PT']}, 'age_max': 64, 'targeting_automation': {'advantage_audience': 1}}         | /targeting/age_max
            """)
    void refusesAudiences(String targeting, String pointer) {
        assertThat(pointers("createAdSet", "{'targeting': " + targeting + "}")).containsExactly(pointer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'targeting': {'geo_locations': {'cities': [{'key': '1'}]}}, 'daily_budget': 1}",
                "{'targeting': {'custom_audiences': [{'id': '1'}]}}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}, 'age_min': 25, 'age_max': 25}}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}, 'age_max': 65,"
                        + " 'targeting_automation': {'advantage_audience': 1}}}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}}, 'lifetime_budget': 1,"
                        + " 'end_time': '2030-01-31T00:00:00Z'}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}}, 'bid_strategy': 'COST_CAP', 'bid_amount': 1}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}}, 'bid_strategy': 'LOWEST_COST_WITH_MIN_ROAS',"
                        + " 'bid_constraints': {'roas_average_floor': 100}}",
                "{'targeting': {'geo_locations': {'countries': ['PT']}}, 'optimization_goal': 'OFFSITE_CONVERSIONS',"
                        + " 'promoted_object': {'custom_conversion_id': '1'}}"
            })
    void letsAdSetsPass(String request) {
        assertThat(pointers("createAdSet", request)).isEmpty();
    }

    @Test
    void saysEverythingAtOnceWithMetasError() {
        Rejected refused = refused("createAdSet", "{'bid_strategy': 'COST_CAP'}");

        assertThat(refused.errors())
                .extracting(FieldError::pointer)
                .containsExactlyInAnyOrder("/bid_amount", "/targeting/geo_locations");
        assertThat(refused.errors())
                .extracting(FieldError::detail)
                .contains("The bid strategy requires a bid amount. (Meta's error 100/1815857)");
    }

    /** A retry of an accepted create must not be rejected by a rule that it violates only later. */
    @Test
    void leavesTheTimeToItsOwnCheck() {
        ObjectNode ended =
                GraphFixtures.object("{'end_time': '2020-01-31T00:00:00Z', 'targeting': {" + SOMEWHERE + "}}");

        assertThatCode(() -> Preflight.check("createAdSet", ended)).doesNotThrowAnyException();
        assertThat(catchThrowableOfType(Rejected.class, () -> Preflight.checkTime("createAdSet", ended))
                        .errors())
                .extracting(FieldError::pointer)
                .containsExactly("/end_time");
    }

    @Test
    void saysWhatIsTooLateAmongTheRest() {
        assertThat(pointers("createAdSet", "{'end_time': '2020-01-31T00:00:00Z'}"))
                .containsExactly("/targeting/geo_locations", "/end_time");
    }

    @Test
    void hasNoRuleTwice() {
        Set<String> sentences = new HashSet<>();
        assertThat(Stream.concat(Preflight.RULES.stream(), Preflight.TIME_RULES.stream()))
                .allMatch(rule -> sentences.add(rule.operation() + rule.sentence()))
                .allMatch(rule -> rule.metaError().matches("100(/\\d{7})?"));
    }

    @Test
    void hasNothingToSayOfAds() {
        assertThatCode(() -> Preflight.check("createAd", GraphFixtures.object("{}")))
                .doesNotThrowAnyException();
    }

    private List<String> pointers(String operation, String request) {
        Rejected refused = refused(operation, request);
        return refused == null
                ? List.of()
                : refused.errors().stream().map(FieldError::pointer).toList();
    }

    private Rejected refused(String operation, String request) {
        ObjectNode json = GraphFixtures.object(request);
        return catchThrowableOfType(Rejected.class, () -> {
            Preflight.check(operation, json);
            Preflight.checkTime(operation, json);
        });
    }
}
