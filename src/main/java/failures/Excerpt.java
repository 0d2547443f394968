package failures;

/** Shortens texts that a caller or Meta chose, so that a message stays small whatever they sent. */
public final class Excerpt {

    private static final String ELLIPSIS = "…";

    private Excerpt() {}

    /** The text, or its beginning and an ellipsis, together at most the given number of characters. */
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
