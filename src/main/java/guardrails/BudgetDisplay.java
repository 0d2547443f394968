package guardrails;

import calls.ApiCall;
import calls.BudgetText;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;

/** Formats the budget of a request, if its currency is known. */
final class BudgetDisplay {

    private BudgetDisplay() {}

    static Optional<BudgetText> of(ApiCall call) {
        if (call.body() == null) {
            return Optional.empty();
        }
        return text(call, "daily_budget", " / day").or(() -> text(call, "lifetime_budget", " in all"));
    }

    private static Optional<BudgetText> text(ApiCall call, String field, String period) {
        JsonNode amount = call.body().path(field);
        String currency = amount.path("currency").asText("");
        for (Limits limits : Limits.of(call)) {
            currency = currency.isEmpty() ? limits.json().path("currency").asText("") : currency;
        }
        String known = currency;
        return known.isEmpty()
                ? Optional.empty()
                : Money.units(amount)
                        .filter(units -> units.stripTrailingZeros().scale() <= 0 && units.precision() <= 18)
                        .map(units -> new BudgetText(Money.text(units.longValueExact(), known) + period));
    }
}
