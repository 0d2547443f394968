package clients;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a log record in one record, whatever text of callers or of Meta it contains: no text can start a line that
 * looks like a record, or control a terminal.
 */
final class LogLines {

    /**
     * Start of a line that looks like a record. An indented line is recognisable as a continuation, as in a stack
     * trace.
     */
    private static final Pattern NEW_LINE = Pattern.compile("\\n(?=[^\\t \\n])");
    /** Control characters except tab and line feed, and other characters that log viewers treat as line ends. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029&&[^\\t\\n]]");

    private LogLines() {}

    /** Escapes control characters and indents further lines; returns the same object if there is nothing to change. */
    static String escape(String text) {
        if (text == null) {
            return null;
        }
        String clean = NEW_LINE.matcher(text).replaceAll("\n\t");
        clean = CONTROL.matcher(clean).replaceAll(LogLines::escaped);
        return clean.equals(text) ? text : clean;
    }

    private static String escaped(MatchResult control) {
        return Matcher.quoteReplacement(
                "\\u%04x".formatted((int) control.group().charAt(0)));
    }
}
