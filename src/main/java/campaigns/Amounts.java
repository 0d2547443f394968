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
 * Amounts of money in a request. Meta expects whole numbers of its own unit, and mistaking that unit means spending a
 * hundred times too much or too little. So a caller may send {@code {"amount":"50.00","currency":"EUR"}} instead. It is
 * converted to Meta's number here, before anything else reads the request, and is never rounded.
 */
final class Amounts {

    /** Every field of the contract that contains money. */
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

    /** The list of a campaign's request that holds budgets of its ad sets. */
    static final String OF_AD_SETS = "adset_budgets";

    /** The currencies in the request, by the pointer of the amount. */
    static Map<String, String> currencies(JsonNode request) {
        Map<String, String> currencies = new LinkedHashMap<>();
        places(request).forEach((prefix, place) -> FIELDS.stream()
                .filter(field -> place.path(field).isObject())
                .forEach(field -> currencies.put(
                        prefix + "/" + field, place.path(field).path(CURRENCY).asText())));
        return currencies;
    }

    /** The objects that hold money, by their pointer: the request and the entries of its list. */
    private static Map<String, JsonNode> places(JsonNode request) {
        Map<String, JsonNode> places = new LinkedHashMap<>();
        places.put("", request);
        for (int i = 0; i < request.path(OF_AD_SETS).size(); i++) {
            places.put("/" + OF_AD_SETS + "/" + i, request.path(OF_AD_SETS).get(i));
        }
        return places;
    }

    /**
     * Returns the request with amounts of a currency converted to Meta's numbers.
     *
     * @throws Rejected if an amount cannot be converted exactly
     */
    static ObjectNode inUnits(ObjectNode request) {
        if (currencies(request).isEmpty()) {
            return request;
        }
        List<FieldError> findings = new ArrayList<>();
        ObjectNode converted = request.deepCopy();
        places(converted).forEach((prefix, place) -> convert(prefix, (ObjectNode) place, findings));
        if (!findings.isEmpty()) {
            throw refusal(findings);
        }
        return converted;
    }

    private static void convert(String prefix, ObjectNode place, List<FieldError> findings) {
        for (String field : FIELDS) {
            JsonNode money = place.path(field);
            if (money.isObject()) {
                BigDecimal amount = new BigDecimal(money.path(AMOUNT).asText());
                String currency = money.path(CURRENCY).asText();
                String fault = fault(amount, currency);
                if (fault == null) {
                    place.set(field, LongNode.valueOf(units(amount, currency).longValueExact()));
                } else {
                    findings.add(FieldError.atPointer(prefix + "/" + field + "/" + AMOUNT, fault));
                }
            }
        }
    }

    private static String fault(BigDecimal amount, String currency) {
        int decimals = CurrencyUnits.decimals(currency);
        if (amount.scale() > decimals) {
            return "'" + amount.toPlainString() + "' has " + amount.scale() + " decimals, but " + currency + " has "
                    + (decimals == 0 ? "none" : String.valueOf(decimals))
                    + " at Meta, and amounts are not rounded. Write it like '" + CurrencyUnits.amount(5000, currency)
                    + "'.";
        }
        if (amount.signum() <= 0) {
            return "'" + amount.toPlainString() + "' is not a valid amount; it must be more than 0.";
        }
        if (units(amount, currency).bitLength() >= Long.SIZE) {
            return "'" + amount.toPlainString() + "' exceeds the largest amount that Meta accepts.";
        }
        return null;
    }

    private static BigInteger units(BigDecimal amount, String currency) {
        return amount.movePointRight(CurrencyUnits.decimals(currency)).toBigIntegerExact();
    }

    /**
     * Checks that amounts are in the account's currency.
     *
     * @param currencies the currencies in the request, by the pointer of the amount
     * @throws Rejected if one differs
     */
    static void check(Map<String, String> currencies, AdAccount adAccount) {
        String own = adAccount.currency();
        List<FieldError> findings = currencies.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(own))
                .map(entry -> FieldError.atPointer(
                        entry.getKey() + "/" + CURRENCY,
                        "'" + entry.getValue() + "' is not the currency of the ad account " + adAccount.adAccountId()
                                + ", which is " + own + ". Send the amount in " + own
                                + ", or as Meta's whole number: 5000 is " + CurrencyUnits.amount(5000, own) + " "
                                + own + " there."))
                .toList();
        if (!findings.isEmpty()) {
            throw refusal(findings);
        }
    }

    private static Rejected refusal(List<FieldError> findings) {
        return new Rejected(Kind.INVALID_REQUEST, "The request has invalid amounts.", findings);
    }
}
