package http;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.Format;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of RFC 3986. Those for Meta may contain Meta's macros, such as {@code {{campaign.name}}}, which Meta
 * replaces when the ad is shown.
 *
 * @see <a href="https://www.facebook.com/business/help/2360940870872492">Meta: dynamic URL parameters</a>
 */
final class WebAddress {

    private static final Pattern MACRO = Pattern.compile("\\{\\{[A-Za-z0-9_.-]{1,64}}}");

    /** Scheme and authority: the owner of a page must not depend on a macro. */
    private static final Pattern ORIGIN = Pattern.compile("^[A-Za-z][A-Za-z0-9+.-]*:(//[^/?#]*)?");

    private static final String UNRESERVED_OR_DELIMITER = "-._~:/?#@!$&'()*+,;=";

    private WebAddress() {}

    /**
     * Returns the first error of an address, or null.
     *
     * @param macros whether Meta's macros are allowed
     */
    static String fault(String text, boolean macros) {
        String address = macros ? withoutMacros(text) : text;
        Matcher origin = ORIGIN.matcher(address);
        if (!origin.find()) {
            return "must begin with a scheme, such as https://";
        }
        for (int i = 0; i < address.length(); i++) {
            char c = address.charAt(i);
            boolean inOrigin = i < origin.end();
            if (c == '%') {
                if (!isHex(address, i + 1) || !isHex(address, i + 2)) {
                    return "has a % at position " + (i + 1) + " without two hexadecimal digits; write %25 for the sign"
                            + " itself";
                }
            } else if (!isAllowed(c) && !(inOrigin && (c == '[' || c == ']'))) {
                return character(address.codePointAt(i), i, inOrigin, macros);
            }
        }
        try {
            return new URI(address).isAbsolute() ? null : "must begin with a scheme, such as https://";
        } catch (URISyntaxException e) {
            return "is not a valid address: " + e.getReason()
                    + (e.getIndex() < 0 ? "" : " at position " + (e.getIndex() + 1));
        }
    }

    /** Replaces the macros after the origin by letters, so that all other characters keep their positions. */
    private static String withoutMacros(String text) {
        Matcher origin = ORIGIN.matcher(text);
        int end = origin.find() ? origin.end() : 0;
        return text.substring(0, end)
                + MACRO.matcher(text.substring(end)).replaceAll(macro -> "m".repeat(length(macro)));
    }

    private static int length(MatchResult macro) {
        return macro.end() - macro.start();
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || UNRESERVED_OR_DELIMITER.indexOf(c) >= 0;
    }

    private static boolean isHex(String text, int index) {
        return index < text.length() && Character.digit(text.charAt(index), 16) >= 0 && text.charAt(index) < 128;
    }

    private static String character(int codePoint, int index, boolean inOrigin, boolean macros) {
        String where = " at position " + (index + 1);
        if (codePoint == ' ') {
            return "has a space" + where + "; write %20";
        } else if (codePoint < ' ' || codePoint == 0x7F) {
            return "has the control character U+%04X".formatted(codePoint) + where;
        } else if (macros && (codePoint == '{' || codePoint == '}')) {
            return "has a " + Character.toString(codePoint) + where
                    + (inOrigin
                            ? "; a macro is only allowed after the host"
                            : " that is not part of a macro such as {{campaign.name}}; write " + encoded(codePoint));
        } else if (inOrigin) {
            return "has the character " + Character.toString(codePoint) + where
                    + " in its host; write the host in its ASCII form (xn--…)";
        }
        return "has the character " + Character.toString(codePoint) + where + "; write " + encoded(codePoint);
    }

    private static String encoded(int codePoint) {
        byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        StringBuilder encoded = new StringBuilder();
        for (byte b : bytes) {
            encoded.append("%%%02X".formatted(b));
        }
        return encoded.toString();
    }

    /** The format {@code uri} of the contract. */
    static Format uri() {
        return format("uri", false);
    }

    /** The format {@code meta-url} of the contract: an address for Meta, with macros. */
    static Format metaUrl() {
        return format("meta-url", true);
    }

    private static Format format(String name, boolean macros) {
        return new Format() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public String getMessageKey() {
                return "format." + name;
            }

            @Override
            public boolean matches(ExecutionContext context, String text) {
                return fault(text, macros) == null;
            }
        };
    }
}
