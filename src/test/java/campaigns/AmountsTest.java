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

import java.util.Map;

class AmountsTest {

    /** Meta's table (docs, "Currency Codes") where it differs from ISO 4217 or from common assumptions. */
    @ParameterizedTest
    @CsvSource({
        "EUR, 50.00, 5000",
        "EUR, 50, 5000",
        "EUR, 0.01, 1",
        "USD, 50.5, 5050",
        "BHD, 50.00, 5000",
        "JOD, 50.00, 5000",
        "JPY, 5000, 5000",
        "HUF, 5000, 5000",
        "TWD, 5000, 5000",
        "CLP, 5000, 5000",
        "COP, 5000, 5000",
        "CRC, 5000, 5000",
        "IDR, 5000, 5000",
        "ISK, 5000, 5000",
        "KRW, 5000, 5000",
        "PYG, 5000, 5000",
        "VND, 5000, 5000",
        "EUR, 999999999999999.99, 99999999999999999"
    })
    void becomeMetasNumber(String currency, String amount, long units) {
        ObjectNode converted = Amounts.inUnits(request(amount, currency));

        assertThat(converted.path("daily_budget").longValue()).isEqualTo(units);
        assertThat(converted.path("name").asText()).isEqualTo("Spring");
    }

    @Test
    void becomeItInEveryField() {
        for (String field : Amounts.FIELDS) {
            ObjectNode converted =
                    Amounts.inUnits(GraphFixtures.object("{'" + field + "': {'amount': '20.00', 'currency': 'EUR'}}"));

            assertThat(converted.toString()).isEqualTo("{\"" + field + "\":2000}");
        }
    }

    @Test
    void becomeItInTheBudgetsOfAdSets() {
        ObjectNode written = GraphFixtures.object("{'adset_budgets': [{'adset_id': '1', 'daily_budget': 2000},"
                + "{'adset_id': '2', 'daily_budget': {'amount': '20.00', 'currency': 'EUR'}}]}");

        assertThat(Amounts.currencies(written)).isEqualTo(Map.of("/adset_budgets/1/daily_budget", "EUR"));
        assertThat(Amounts.inUnits(written))
                .hasToString("{\"adset_budgets\":[{\"adset_id\":\"1\",\"daily_budget\":2000},"
                        + "{\"adset_id\":\"2\",\"daily_budget\":2000}]}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'daily_budget': 2000}", "{'name': 'Spring'}", "{'daily_budget': null}"})
    void areLeftAloneAsMetasNumber(String request) {
        ObjectNode written = GraphFixtures.object(request);

        assertThat(Amounts.inUnits(written)).isEqualTo(written);
        assertThat(Amounts.currencies(written)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "50.005, EUR, EUR has 2 at Meta",
        "50.000, EUR, EUR has 2 at Meta",
        "50.00, JPY, JPY has none at Meta",
        "50.5, HUF, HUF has none at Meta",
        "1.234, BHD, BHD has 2 at Meta",
        "0, EUR, more than 0",
        "0.00, EUR, more than 0"
    })
    void areNeverRounded(String amount, String currency, String detail) {
        Rejected refused = catchThrowableOfType(Rejected.class, () -> Amounts.inUnits(request(amount, currency)));

        assertThat(refused.errors()).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/daily_budget/amount");
            assertThat(finding.detail()).contains("'" + amount + "'").contains(detail);
        });
    }

    @Test
    void areRejectedTogether() {
        ObjectNode request = GraphFixtures.object("{'bid_amount': {'amount': '0', 'currency': 'EUR'},"
                + " 'daily_budget': {'amount': '1.5', 'currency': 'JPY'}}");

        assertThat(catchThrowableOfType(Rejected.class, () -> Amounts.inUnits(request))
                        .errors())
                .extracting(FieldError::pointer)
                .containsExactly("/daily_budget/amount", "/bid_amount/amount");
    }

    @Test
    void areThoseOfTheAccountsCurrency() {
        Map<String, String> currencies = Amounts.currencies(request("50.00", "EUR"));

        assertThatCode(() -> Amounts.check(currencies, account("EUR"))).doesNotThrowAnyException();
        Rejected refused = catchThrowableOfType(Rejected.class, () -> Amounts.check(currencies, account("JPY")));
        assertThat(refused.errors()).singleElement().satisfies(finding -> {
            assertThat(finding.pointer()).isEqualTo("/daily_budget/currency");
            assertThat(finding.detail())
                    .isEqualTo(
                            "'EUR' is not the currency of the ad account act_1, which is JPY. Send the amount in JPY,"
                                    + " or as Meta's whole number: 5000 is 5000 JPY there.");
        });
    }

    private static AdAccount account(String currency) {
        return new AdAccount("act_1", currency, GraphFixtures.json("{}"));
    }

    private static ObjectNode request(String amount, String currency) {
        return GraphFixtures.object(
                "{'name': 'Spring', 'daily_budget': {'amount': '" + amount + "', 'currency': '" + currency + "'}}");
    }
}
