package graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jakarta.inject.Singleton;

/**
 * Money in a request. Meta takes whole numbers of its own unit, and a caller who takes that unit for another spends a
 * hundred times too much or too little. So a caller may write {@code {"amount":"50.00","currency":"EUR"}} instead; it
 * becomes Meta's number here, before anything else looks at the request, and is never rounded.
 */
@Singleton
@Unremovable
public class Amounts {

    /** Every field with money that the contract has. */
    static final List<String> FIELDS = List.of(
            "daily_budget", "lifetime_budget", "spend_cap", "bid_amount", "daily_min_spend_target", "daily_spend_cap");

    private static final String AMOUNT = "amount";
    private static final String CURRENCY = "currency";

    /** The currencies that the request names, by the pointer of the amount. */
    public Map<String, String> currencies(@Variable("request") JsonNode request) {
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
     * @throws InvalidAmountException if an amount has no such number
     */
    public ObjectNode inUnits(@Variable("request") ObjectNode request) {
        List<Preflight.Finding> findings = new ArrayList<>();
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
                    findings.add(new Preflight.Finding("/" + field + "/" + AMOUNT, fault));
                }
            }
        }
        if (!findings.isEmpty()) {
            throw new InvalidAmountException(findings);
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

    /** True if the account's currency has to be read. */
    public boolean nameCurrencies(@Variable("currencies") Map<String, String> currencies) {
        return !currencies.isEmpty();
    }

    /** True if one of the currencies is not that of the account. */
    public boolean areForeign(
            @Variable("currencies") Map<String, String> currencies, @Variable("adAccount") AdAccount adAccount) {
        return currencies.values().stream().anyMatch(currency -> !currency.equals(adAccount.currency()));
    }

    /** Refuses amounts that are not in the account's currency. */
    public void refuse(
            @Variable("currencies") Map<String, String> currencies, @Variable("adAccount") AdAccount adAccount) {
        String own = adAccount.currency();
        throw new InvalidAmountException(currencies.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(own))
                .map(entry -> new Preflight.Finding(
                        entry.getKey() + "/" + CURRENCY,
                        "'" + entry.getValue() + "' is not the currency of the ad account " + adAccount.adAccountId()
                                + ", which is " + own + ". Name the amount in " + own
                                + ", or as Meta's whole number: 5000 is " + CurrencyUnits.amount(5000, own) + " "
                                + own + " there."))
                .toList());
    }
}
