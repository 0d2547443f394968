package campaigns;

import java.math.BigDecimal;
import java.util.Set;

/**
 * Meta's unit of each currency. An amount is a whole number of units, and how many of them make one of the currency is
 * Meta's own table, which is not that of ISO 4217: the forint and the Taiwan dollar have no parts at Meta, and the dinars
 * have a hundred instead of a thousand. Meta docs, "Currency Codes".
 */
final class CurrencyUnits {

    /** Currencies without parts at Meta; all others have a hundred. */
    private static final Set<String> WHOLE =
            Set.of("CLP", "COP", "CRC", "HUF", "ISK", "IDR", "JPY", "KRW", "PYG", "TWD", "VND");

    private CurrencyUnits() {}

    /** How many of Meta's units make one of the currency: Meta's offset. */
    static int offset(String currency) {
        return WHOLE.contains(currency) ? 1 : 100;
    }

    /** How many decimals an amount of the currency has at Meta. */
    static int decimals(String currency) {
        return offset(currency) == 1 ? 0 : 2;
    }

    /** An amount of the currency, such as {@code 50.00}, that equals a number of units. */
    static String amount(long units, String currency) {
        return BigDecimal.valueOf(units, decimals(currency)).toPlainString();
    }
}
