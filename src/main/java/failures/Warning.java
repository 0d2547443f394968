package failures;

/**
 * A possible problem of a request that is no reason for rejection.
 *
 * @param code a stable name, such as {@code unknown-call-to-action}
 * @param detail its meaning and the solution
 */
public record Warning(String code, String detail) {

    /** Maximum length of a detail. */
    private static final int MOST_CHARACTERS = 500;

    public Warning {
        detail = Excerpt.of(detail, MOST_CHARACTERS);
    }
}
