package clients;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Keeps a record of the log one record, whatever texts of callers, or of Meta, it repeats: no text can begin a line as
 * a record of its own would, or steer a terminal.
 */
final class LogLines {

    /** A line that begins like a record. One that is indented is a continuation for all to see, as in a stack trace. */
    private static final Pattern NEW_LINE = Pattern.compile("\\n(?=[^\\t \\n])");
    /** Control characters but tab and line feed, and what else some readers of logs take for the end of a line. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u2028\\u2029&&[^\\t\\n]]");

    private LogLines() {}

    /** The text, its control characters written as escapes and its further lines indented; the same object if it is fine. */
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
