package campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calls.ApiCall;
import calls.TestCalls;
import campaigns.AdAccounts.Minimums;
import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphException;
import graph.GraphFixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class AdAccountsTest {

    private final AdAccounts accounts = new AdAccounts(GraphFixtures.MAPPER, GraphFixtures.config());

    @Test
    void areShownWithMoneyAsAPersonReadsIt() {
        AdAccount account = account(
                "{'currency': 'EUR', 'account_status': 1, 'amount_spent': '123456', 'spend_cap': '0',"
                        + " 'min_daily_budget': 100, 'timezone_name': 'Europe/Lisbon', 'timezone_offset_hours_utc': 1}");
        Minimums minimums = Minimums.of(
                GraphFixtures.json("{'data': [{'currency': 'USD', 'min_daily_budget_imp': 7},"
                        + " {'currency': 'EUR', 'min_daily_budget_imp': 100, 'min_daily_budget_high_freq': 500}]}"),
                account.currency());

        JsonNode shown = accounts.shown("francisco", account, minimums);

        assertThat(shown.path("currency_offset").asInt()).isEqualTo(100);
        assertThat(shown.path("time_zone"))
                .isEqualTo(GraphFixtures.json("{'name': 'Europe/Lisbon', 'utc_offset_hours': 1}"));
        assertThat(shown.path("amount_spent"))
                .hasToString("{\"amount\":\"1234.56\",\"currency\":\"EUR\",\"meta_amount\":123456}");
        assertThat(shown.path("spend_cap").isNull()).isTrue();
        assertThat(shown.at("/minimum_daily_budgets/impressions/amount").asText())
                .isEqualTo("1.00");
        assertThat(shown.at("/minimum_daily_budgets/frequent_actions/meta_amount")
                        .asInt())
                .isEqualTo(500);
        assertThat(shown.at("/minimum_daily_budgets/rare_actions").isNull()).isTrue();
    }

    @Test
    void countWholeUnitsWhereMetaDoes() {
        JsonNode shown = accounts.shown(
                "francisco", account("{'currency': 'HUF', 'spend_cap': '250000'}"), Minimums.of(null, "EUR"));

        assertThat(shown.path("currency_offset").asInt()).isEqualTo(1);
        assertThat(shown.at("/spend_cap/amount").asText()).isEqualTo("250000");
    }

    @ParameterizedTest
    @CsvSource({"1, active", "2, disabled", "3, unsettled", "9, in_grace_period", "101, closed", "4711, unknown"})
    void haveAStatusInWords(int number, String word) {
        JsonNode shown = accounts.shown(
                "francisco",
                account("{'currency': 'EUR', 'account_status': " + number + "}"),
                Minimums.of(null, "EUR"));

        assertThat(shown.path("status").asText()).isEqualTo(word);
        assertThat(shown.path("account_status").asInt()).isEqualTo(number);
    }

    @Test
    void areReadOnceInAWhile() {
        ApiCall first = call();
        assertThat(accounts.isUnread(first)).isTrue();
        assertThat(accounts.areMinimumsUnread(first)).isTrue();

        accounts.read(first);
        first.answered(GraphFixtures.json("{'currency': 'EUR'}"));
        accounts.remember(first);
        accounts.readMinimums(first);
        accounts.rememberMinimums(first);

        ApiCall second = call();
        assertThat(accounts.isUnread(second)).isFalse();
        assertThat(accounts.areMinimumsUnread(second)).isFalse();
        assertThat(second.noted(AdAccount.class).currency()).isEqualTo("EUR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'currency': ''}", "{'currency': 'euro'}"})
    void areNotKnownWithoutACurrency(String node) {
        ApiCall call = call();
        call.answered(GraphFixtures.json(node));

        assertThatThrownBy(() -> accounts.remember(call)).isInstanceOf(GraphException.Transient.class);
        assertThat(accounts.isUnread(call())).isTrue();
    }

    private ApiCall call() {
        ApiCall call = TestCalls.call("getAccount", null, Map.of());
        accounts.recall(call);
        return call;
    }

    private static AdAccount account(String node) {
        return AdAccount.of("act_1", GraphFixtures.json(node));
    }
}
