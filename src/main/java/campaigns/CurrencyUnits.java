package campaigns;

import java.math.BigDecimal;
import java.util.Set;

/**
 * Meta's unit of each currency. An amount is a whole number of units. The number of units per currency is Meta's own
 * table, which differs from ISO 4217: at Meta the forint and the Taiwan dollar have no subunits, and the dinars have a
 * hundred instead of a thousand. Meta docs, "Currency Codes".
 */
public final class CurrencyUnits {

    /** Currencies without subunits at Meta; all others have a hundred. */
    private static final Set<String> WHOLE =
            Set.of("CLP", "COP", "CRC", "HUF", "ISK", "IDR", "JPY", "KRW", "PYG", "TWD", "VND");

    private CurrencyUnits() {}

    /** Meta's units per unit of the currency, called offset by Meta. */
    public static int offset(String currency) {
        return WHOLE.contains(currency) ? 1 : 100;
    }

    /** Number of decimals of an amount at Meta. */
    static int decimals(String currency) {
        return offset(currency) == 1 ? 0 : 2;
    }

    /** Formats a number of units as an amount of the currency, such as {@code 50.00}. */
    public static String amount(long units, String currency) {
        return BigDecimal.valueOf(units, decimals(currency)).toPlainString();
    }
}
