package guardrails;

import campaigns.CurrencyUnits;
import com.fasterxml.jackson.databind.JsonNode;

import java.math.BigDecimal;
import java.util.Optional;

/** Amounts in requests and limits: Meta's numbers, and formatted text. */
final class Money {

    private Money() {}

    /** Meta's number for an amount of a request, which is that number or an amount with its currency. */
    static Optional<BigDecimal> units(JsonNode amount) {
        if (amount.isIntegralNumber()) {
            return Optional.of(amount.decimalValue());
        }
        if (amount.isTextual() && amount.textValue().matches("[0-9]{1,18}")) {
            return Optional.of(new BigDecimal(amount.textValue()));
        }
        if (amount.isObject() && amount.path("amount").asText().matches("[0-9]{1,15}(\\.[0-9]{1,4})?")) {
            return Optional.of(new BigDecimal(amount.path("amount").asText())
                    .multiply(BigDecimal.valueOf(
                            CurrencyUnits.offset(amount.path("currency").asText()))));
        }
        return Optional.empty();
    }

    /** An amount such as {@code 50.00 EUR}. */
    static String text(long units, String currency) {
        return CurrencyUnits.amount(units, currency) + " " + currency;
    }
}
