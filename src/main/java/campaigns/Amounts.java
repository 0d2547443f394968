package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Money in a request. Meta takes whole numbers of its own unit, and a caller who takes that unit for another spends a
 * hundred times too much or too little. So a caller may write {@code {"amount":"50.00","currency":"EUR"}} instead; it
 * becomes Meta's number here, before anything else looks at the request, and is never rounded.
 */
final class Amounts {

    /** Every field with money that the contract has. */
    static final List<String> FIELDS = List.of(
            "daily_budget",
            "lifetime_budget",
            "spend_cap",
            "bid_amount",
            "daily_min_spend_target",
            "daily_spend_cap",
            "lifetime_min_spend_target",
            "lifetime_spend_cap");

    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";

    private Amounts() {}

    /** The currencies that the request names, by the pointer of the amount. */
    static Map<String, String> currencies(JsonNode request) {
        Map<String, String> currencies = new LinkedHashMap<>();
        FIELDS.stream()
                .filter(field -> request.path(field).isObject())
                .forEach(field -> currencies.put(
                        "/" + field, request.path(field).path(CURRENCY).asText()));
        return currencies;
    }

    /**
     * The request with Meta's numbers in place of amounts of a currency.
     *
     * @throws Rejected if an amount has no such number
     */
    static ObjectNode inUnits(ObjectNode request) {
        List<FieldError> findings = new ArrayList<>();
        ObjectNode converted = request;
        for (String field : FIELDS) {
            JsonNode money = request.path(field);
            if (money.isObject()) {
                converted = converted == request ? request.deepCopy() : converted;
                BigDecimal amount = new BigDecimal(money.path(AMOUNT).asText());
                String currency = money.path(CURRENCY).asText();
                String fault = fault(amount, currency);
                if (fault == null) {
                    converted.set(
                            field, LongNode.valueOf(units(amount, currency).longValueExact()));
                } else {
                    findings.add(FieldError.atPointer("/" + field + "/" + AMOUNT, fault));
                }
            }
        }
        if (!findings.isEmpty()) {
            throw refusal(findings);
        }
        return converted;
    }

    private static String fault(BigDecimal amount, String currency) {
        int decimals = CurrencyUnits.decimals(currency);
        if (amount.scale() > decimals) {
            return "'" + amount.toPlainString() + "' has " + amount.scale() + " decimals, but " + currency + " has "
                    + (decimals == 0 ? "none" : String.valueOf(decimals))
                    + " at Meta, and nothing is rounded. Write it like '" + CurrencyUnits.amount(5000, currency)
                    + "'.";
        }
        if (amount.signum() <= 0) {
            return "'" + amount.toPlainString() + "' cannot be spent; the amount must be more than 0.";
        }
        if (units(amount, currency).bitLength() >= Long.SIZE) {
            return "'" + amount.toPlainString() + "' is more than Meta can count.";
        }
        return null;
    }

    private static BigInteger units(BigDecimal amount, String currency) {
        return amount.movePointRight(CurrencyUnits.decimals(currency)).toBigIntegerExact();
    }

    /**
     * Lets amounts pass that are in the account's currency.
     *
     * @param currencies what the request names, by the pointer of the amount
     * @throws Rejected if one is not
     */
    static void check(Map<String, String> currencies, AdAccount adAccount) {
        String own = adAccount.currency();
        List<FieldError> findings = currencies.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(own))
                .map(entry -> FieldError.atPointer(
                        entry.getKey() + "/" + CURRENCY,
                        "'" + entry.getValue() + "' is not the currency of the ad account " + adAccount.adAccountId()
                                + ", which is " + own + ". Name the amount in " + own
                                + ", or as Meta's whole number: 5000 is " + CurrencyUnits.amount(5000, own) + " "
                                + own + " there."))
                .toList();
        if (!findings.isEmpty()) {
            throw refusal(findings);
        }
    }

    private static Rejected refusal(List<FieldError> findings) {
        return new Rejected(Kind.INVALID_REQUEST, "The money in the request cannot be used.", findings);
    }
}
