package launches;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names with macros such as {@code {{campaign.name}}}, which are replaced here. */
final class Names {

    private static final Pattern MACRO = Pattern.compile("\\{\\{([^{}]*)}}");

    private Names() {}

    /** The name, or the reason why there is none. */
    record Name(String text, String fault) {}

    /**
     * Replaces the macros of a pattern.
     *
     * @param values the values by macro
     */
    static Name expand(String pattern, Map<String, String> values) {
        Set<String> unknown = new TreeSet<>();
        Matcher macros = MACRO.matcher(pattern);
        String text = macros.replaceAll(macro -> {
            String value = values.get(macro.group(1).trim());
            if (value == null) {
                unknown.add(macro.group());
            }
            return Matcher.quoteReplacement(value == null ? "" : value);
        });
        return unknown.isEmpty()
                ? new Name(text, null)
                : new Name(
                        null,
                        "has no value for " + String.join(", ", unknown) + "; known here are "
                                + String.join(", ", new TreeSet<>(values.keySet())));
    }
}
