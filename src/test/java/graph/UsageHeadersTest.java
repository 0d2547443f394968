package graph;

import static org.assertj.core.api.Assertions.assertThat;

import graph.Throttle.Scope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

class UsageHeadersTest {

    private static final double STOP_AT = 95;

    private final UsageHeaders headers = new UsageHeaders(GraphFixtures.MAPPER);

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            app | account header | business header                                            | app  | account | page
            {'call_count':28,'total_time':25,'total_cputime':31} | - | -                        | 31   | -1      | -1
            - | {'acc_id_util_pct':9.67} | -                                                  | -1   | 9.67    | -1
            - | - | {'1':[{'type':'ads_management','call_count':95,'total_cputime':20}]}      | -1   | 95      | -1
            - | - | {'1':[{'type':'ads_management','call_count':2,'total_time':80}]}          | -1   | 80      | -1
            - | - | {'1':[{'type':'ads_insights','call_count':99}]}                           | -1   | -1      | -1
            - | - | {'5':[{'type':'ads_management','call_count':50}]}                         | -1   | 50      | -1
            - | - | {'77':[{'type':'pages','call_count':60}]}                                 | -1   | -1      | 60
            - | {'acc_id_util_pct':30} | {'1':[{'type':'ads_management','call_count':40}]}    | -1   | 40      | -1
            - | {'acc_id_util_pct':70} | {'1':[{'type':'ads_management','call_count':40}]}    | -1   | 70      | -1
            - | - | {'1':[{'type':'ads_insights','call_count':99},{'type':'ads_management','call_count':3}]} | -1 | 3 | -1
            """, useHeadersInDisplayName = true)
    void tellsWhatIsUsed(String app, String account, String business, double ofApp, double ofAccount, double ofPage) {
        Usage usage = usage(app, account, business, null);

        assertThat(usage.percent(Scope.APP, "a")).isEqualTo(ofApp);
        assertThat(usage.percent(Scope.ACCOUNT, "act_1")).isEqualTo(ofAccount);
        assertThat(usage.percent(Scope.PAGE, "77")).isEqualTo(ofPage);
    }

    /** Above the limit Meta reports a time: seconds in the account header, minutes in the business header. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {'acc_id_util_pct':96,'reset_time_duration':40} | -                                              | PT40S
            {'acc_id_util_pct':94,'reset_time_duration':40} | -                                              | -
            {'acc_id_util_pct':96}                          | -                                              | -
            - | {'1':[{'type':'ads_management','call_count':99,'estimated_time_to_regain_access':3}]}        | PT3M
            - | {'1':[{'type':'ads_insights','call_count':99,'estimated_time_to_regain_access':3}]}          | -
            {'acc_id_util_pct':100,'reset_time_duration':3} | {'1':[{'type':'ads_management','estimated_time_to_regain_access':1}]} | PT3S
            """)
    void tellsWhenAFullAccountIsFreeAgain(String account, String business, Duration reset) {
        assertThat(usage(null, account, business, null).reset(Scope.ACCOUNT, "act_1", STOP_AT))
                .isEqualTo(reset);
    }

    /** The time of a throttling error depends on the limit that it is about. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            {'acc_id_util_pct':100,'reset_time_duration':40}  | -                                               | -  | PT40S | PT40S
            {'acc_id_util_pct':99.5,'reset_time_duration':40} | -                                               | -  | -     | -
            - | {'1':[{'estimated_time_to_regain_access':0},{'estimated_time_to_regain_access':5}]}             | -  | PT5M  | PT5M
            - | {'1':[{'estimated_time_to_regain_access':2}],'2':[{'estimated_time_to_regain_access':4}]}       | -  | PT4M  | PT4M
            {'acc_id_util_pct':100,'reset_time_duration':3}   | {'1':[{'estimated_time_to_regain_access':1}]}   | -  | PT3S  | PT1M
            - | -                                                                                               | 30 | PT30S | PT30S
            - | {'1':[{'estimated_time_to_regain_access':1}]}                                                   | 30 | PT30S | PT1M
            """)
    void tellsHowLongAThrottleLasts(
            String account, String business, String retryAfter, Duration scoreLimit, Duration useCaseLimit) {
        Usage usage = usage(null, account, business, retryAfter);

        assertThat(usage.named(false)).isEqualTo(scoreLimit);
        assertThat(usage.named(true)).isEqualTo(useCaseLimit);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "{\"1\":7}",
                "{\"1\":[{\"type\":\"ads_management\",\"estimated_time_to_regain_access\":-4}]}",
                "Wed, 21 Oct 2026 07:28:00 GMT"
            })
    void makesNothingOfWhatItCannotRead(String value) {
        Usage usage = usage(value, value, value, value);

        assertThat(usage.percent(Scope.APP, "a")).isEqualTo(Usage.UNKNOWN);
        assertThat(usage.percent(Scope.ACCOUNT, "act_1")).isEqualTo(Usage.UNKNOWN);
        assertThat(usage.named(true)).satisfiesAnyOf(wait -> assertThat(wait).isNull(), wait -> assertThat(value)
                .isEqualTo("7"));
    }

    @Test
    void makesNothingOfHeadersThatAreNotThere() {
        Usage usage = headers.read(Map.of());

        assertThat(usage.percent(Scope.ACCOUNT, "act_1")).isEqualTo(Usage.UNKNOWN);
        assertThat(usage.named(true)).isNull();
        assertThat(usage.reset(Scope.ACCOUNT, "act_1", STOP_AT)).isNull();
    }

    private Usage usage(String app, String account, String business, String retryAfter) {
        Map<String, Object> all = new HashMap<>();
        put(all, "X-App-Usage", app);
        put(all, "X-Ad-Account-Usage", account);
        put(all, "X-Business-Use-Case-Usage", business);
        put(all, "Retry-After", retryAfter);
        return headers.read(all);
    }

    private static void put(Map<String, Object> headers, String name, String value) {
        if (value != null) {
            headers.put(name, value.replace('\'', '"'));
        }
    }
}
