package failures;

/**
 * What may go wrong with a request although it is not refused.
 *
 * @param code a stable name, such as {@code unknown-call-to-action}
 * @param detail what it means and what to do
 */
public record Warning(String code, String detail) {

    /** The longest detail. */
    private static final int MOST_CHARACTERS = 500;

    public Warning {
        detail = Excerpt.of(detail, MOST_CHARACTERS);
    }
}
