package failures;

/** Truncates texts of callers or Meta, so that messages stay small. */
public final class Excerpt {

    private static final String ELLIPSIS = "…";

    private Excerpt() {}

    /** The text, truncated with an ellipsis to at most the given number of characters. */
    public static String of(String text, int maxLength) {
        if (text.length() <= maxLength) {
            return text;
        }
        int end = maxLength - ELLIPSIS.length();
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + ELLIPSIS;
    }
}
