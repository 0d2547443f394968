package campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import graph.GraphFixtures;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChangeRulesTest {

    private static final String AD_SET =
            "{'name':'Adults','status':'PAUSED','daily_budget':'2000','lifetime_budget':'0',"
                    + "'optimization_goal':'LINK_CLICKS','billing_event':'IMPRESSIONS','bid_strategy':'LOWEST_COST_WITHOUT_CAP',"
                    + "'start_time':'2029-12-01T00:00:00+0000','end_time':'2030-01-31T09:30:00+0000',"
                    + "'targeting':{'geo_locations':{'countries':['DE']},'age_min':20,'targeting_automation':"
                    + "{'advantage_audience':0}}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            campaign | {'buying_type': 'RESERVED'}                          | IMMUTABLE_FIELD | /buying_type
            adset    | {'campaign_id': '1', 'name': 'x'}                    | IMMUTABLE_FIELD | /campaign_id
            adset    | {'is_dynamic_creative': false}                       | IMMUTABLE_FIELD | /is_dynamic_creative
            ad       | {'adset_id': '1'}                                    | IMMUTABLE_FIELD | /adset_id
            ad       | {'campaign_id': '1'}                                 | IMMUTABLE_FIELD | /campaign_id
            creative | {'message': 'x'}                                     | IMMUTABLE_FIELD | /message
            creative | {'object_story_spec': {}}                            | IMMUTABLE_FIELD | /object_story_spec
            campaign | {}                                                   | INVALID_REQUEST | !!
            ad       | {'client_id': 'francisco'}                           | INVALID_REQUEST | !!
            adset    | {'targeting': {'age_min': 20}, 'targeting_patch': {'age_min': 20}} | INVALID_REQUEST | /targeting_patch
            campaign | {'daily_budget': 1, 'lifetime_budget': 1}            | PREFLIGHT       | /lifetime_budget
            """)
    void namesTheFieldAtFault(String kind, String request, Kind failure, String pointer) {
        Rejected rejected =
                catchThrowableOfType(Rejected.class, () -> ChangeRules.check(kind, GraphFixtures.object(request)));

        assertThat(rejected.kind()).isEqualTo(failure);
        assertThat(rejected.errors()).extracting(FieldError::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            ARCHIVED | {'name': 'x'}                          | true
            ARCHIVED | {'name': 'x', 'status': 'ARCHIVED'}    | true
            ARCHIVED | {'status': 'ACTIVE'}                   | false
            ARCHIVED | {'name': 'x', 'daily_budget': 2000}    | false
            DELETED  | {'name': 'x'}                          | false
            PAUSED   | {'daily_budget': 2000}                 | true
            ACTIVE   | {'status': 'ARCHIVED'}                 | true
            """)
    void letsTheStatusDecide(String status, String request, boolean allowed) {
        var check = catchThrowableOfType(
                Conflict.class,
                () -> ChangeRules.checkState(
                        GraphFixtures.object(request), GraphFixtures.object("{'status':'" + status + "'}")));

        assertThat(check == null).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {'targeting_patch': {'age_max': 19}}                                | /targeting/age_min
            {'targeting_patch': {'geo_locations': null}}                        | /targeting/geo_locations
            {'targeting': {'age_min': 20}}                                      | /targeting/geo_locations
            {'targeting_patch': {'age_max': 40, 'targeting_automation': {'advantage_audience': 1}}} | /targeting/age_max
            {'end_time': '2029-11-01T00:00:00Z'}                                | /end_time
            {'end_time': '2020-01-01T00:00:00Z', 'start_time': '2019-01-01T00:00:00Z'} | /end_time
            {'start_time': '2030-02-01T00:00:00Z'}                              | /end_time
            {'lifetime_budget': 5000, 'end_time': null}                         | /end_time
            {'bid_strategy': 'COST_CAP'}                                        | /bid_amount
            {'optimization_goal': 'LEAD_GENERATION'}                            | /promoted_object
            """)
    void refusesWhatTheAdSetWouldBecome(String request, String pointer) {
        Rejected rejected = catchThrowableOfType(
                Rejected.class,
                () -> ChangeRules.checkResult("adset", GraphFixtures.object(request), GraphFixtures.object(AD_SET)));

        assertThat(rejected.kind()).isEqualTo(Kind.PREFLIGHT);
        assertThat(rejected.errors()).extracting(FieldError::pointer).containsExactly(pointer);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {'name': 'x'}
            {'lifetime_budget': 5000}
            {'end_time': null}
            {'bid_strategy': 'COST_CAP', 'bid_amount': 100}
            {'targeting_patch': {'age_max': 40}}
            """)
    void acceptsWhatMetaMayAccept(String request) {
        assertThatCode(() ->
                        ChangeRules.checkResult("adset", GraphFixtures.object(request), GraphFixtures.object(AD_SET)))
                .doesNotThrowAnyException();
    }

    /** Others made it so, in Ads Manager for example. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {'name': 'x'}
            {'targeting_patch': {'age_min': 18}}
            """)
    void doesNotBlameTheRequestForAnOldFault(String request) {
        assertThatCode(() -> ChangeRules.checkResult(
                        "adset", GraphFixtures.object(request), GraphFixtures.object("{'targeting': {'age_min': 20}}")))
                .doesNotThrowAnyException();
    }
}
