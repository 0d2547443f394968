package guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.List;

class LimitCheckTest {

    private static final String LIMITS =
            "{'currency': 'EUR', 'budget': {'max_daily_per_object': 5000, 'max_lifetime_per_object': 90000,"
                    + " 'require_end_time_above': 2000}, 'allowed_objectives': ['OUTCOME_TRAFFIC'],"
                    + " 'allowed_countries': ['PT', 'ES'], 'allowed_link_domains': ['example.com', '*.example.com'],"
                    + " 'blocked_special_ad_categories': ['CREDIT'], 'create_status': 'PAUSED'}";

    /** The limit and the place of the only fault; none where the request keeps all limits. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'daily_budget': 5000, 'end_time': 'x'} | - | -",
                "{'daily_budget': 5001, 'end_time': 'x'} | budget.max_daily_per_object | /daily_budget",
                "{'daily_budget': '5001', 'end_time': 'x'} | budget.max_daily_per_object | /daily_budget",
                "{'daily_budget': {'amount': '50.01', 'currency': 'EUR'}, 'end_time': 'x'} | budget.max_daily_per_object | /daily_budget",
                "{'daily_budget': {'amount': '50.00', 'currency': 'EUR'}, 'end_time': 'x'} | - | -",
                "{'daily_budget': 999999999999999999, 'end_time': 'x'} | budget.max_daily_per_object | /daily_budget",
                "{'lifetime_budget': 90001, 'end_time': 'x'} | budget.max_lifetime_per_object | /lifetime_budget",
                "{'adset_budgets': [{'adset_id': '1', 'daily_budget': 5000}]} | - | -",
                "{'adset_budgets': [{'daily_budget': 1}, {'daily_budget': 5001}]} | budget.max_daily_per_object | /adset_budgets/1/daily_budget",
                "{'adset_budgets': [{'lifetime_budget': 90001}]} | budget.max_lifetime_per_object | /adset_budgets/0/lifetime_budget",
                "{'daily_budget': 2001} | budget.require_end_time_above | /end_time",
                "{'daily_budget': 2000} | - | -",
                "{'daily_budget': 2001, 'stop_time': 'x'} | - | -",
                "{'objective': 'OUTCOME_SALES'} | allowed_objectives | /objective",
                "{'special_ad_categories': ['NONE', 'CREDIT']} | blocked_special_ad_categories | /special_ad_categories/1",
                "{'status': 'ACTIVE'} | create_status | /status",
                "{'targeting': {'geo_locations': {'countries': ['PT', 'ES'], 'location_types': ['home']}}} | - | -",
                "{'targeting': {'geo_locations': {'countries': ['PT', 'US']}}} | allowed_countries | /targeting/geo_locations/countries/1",
                "{'targeting': {'geo_locations': {'cities': [{'key': '1', 'country': 'ES'}]}}} | - | -",
                "{'targeting': {'geo_locations': {'cities': [{'key': '1'}]}}} | allowed_countries | /targeting/geo_locations/cities/0",
                "{'targeting': {'geo_locations': {'country_groups': ['worldwide']}}} | allowed_countries | /targeting/geo_locations/country_groups/0",
                "{'targeting': {'custom_audiences': [{'id': '1'}]}} | allowed_countries | /targeting/geo_locations/countries",
                "{'targeting_patch': {'age_min': 20}} | - | -",
                "{'targeting_patch': {'geo_locations': {'countries': ['US']}}} | allowed_countries | /targeting_patch/geo_locations/countries/0",
                "{'campaign': {'objective': 'OUTCOME_SALES'}} | allowed_objectives | /campaign/objective",
                "{'adsets': [{'daily_budget': 1}, {'daily_budget': 6000, 'end_time': 'x'}]} | budget.max_daily_per_object"
                        + " | /adsets/1/daily_budget",
                "{'link': 'https://example.com/sale'} | - | -",
                "{'link': 'https://shop.example.com:8443/sale'} | - | -",
                "{'link': 'https://notexample.com'} | allowed_link_domains | /link",
                "{'link': 'https://example.com@evil.org/'} | allowed_link_domains | /link",
                "{'link': 'https://evil.org\\\\@example.com/'} | allowed_link_domains | /link",
                "{'link': 'https:///evil.org/'} | allowed_link_domains | /link",
                "{'link': 'tel:+351123'} | allowed_link_domains | /link",
                "{'link': 'https://EXAMPLE.com./'} | - | -",
                "{'cards': [{'link': 'https://example.com'}, {'call_to_action': {'value': {'link': 'https://evil.org'}}}]}"
                        + " | allowed_link_domains | /cards/1/call_to_action/value/link",
            })
    void findsWhatIsBeyondALimit(String body, String limit, String pointer) {
        List<FieldError> faults = LimitCheck.faults((ObjectNode) json(body), false, true, json(LIMITS), "client");

        if (limit == null) {
            assertThat(faults).isEmpty();
        } else {
            assertThat(faults).hasSize(1);
            assertThat(faults.get(0).limit()).isEqualTo(limit);
            assertThat(faults.get(0).pointer()).isEqualTo(pointer);
            assertThat(faults.get(0).allowed().isMissingNode()).isFalse();
        }
    }

    @Test
    void saysMoneyAsAPersonReadsIt() {
        assertThat(LimitCheck.faults(
                        (ObjectNode) json("{'daily_budget': 99999999, 'end_time': 'x'}"),
                        false,
                        true,
                        json(LIMITS),
                        "client"))
                .extracting(FieldError::detail)
                .containsExactly("99999999 is above the client's limit of 5000 (50.00 EUR / day)");
    }

    /** What is created active is not weighed against what is active already. */
    @Test
    void aNewObjectIsPausedWhereWhatIsActiveIsLimited() {
        ObjectNode active = (ObjectNode) json("{'status': 'ACTIVE'}");
        JsonNode limits = json("{'currency': 'EUR', 'budget': {'max_daily_total_active': 9}, 'max_active_ads': 3}");

        assertThat(LimitCheck.faults(active, false, true, limits, "key"))
                .extracting(FieldError::limit)
                .containsExactly("budget.max_daily_total_active", "max_active_ads");
        assertThat(LimitCheck.faults(active, false, false, limits, "key")).isEmpty();
    }

    @Test
    void namesTheFieldOfAForm() {
        assertThat(LimitCheck.faults(
                        (ObjectNode) json("{'link': 'https://evil.org'}"), true, true, json(LIMITS), "client"))
                .extracting(FieldError::field)
                .containsExactly("link");
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
