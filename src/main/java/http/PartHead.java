package http;

import failures.Kind;

import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header lines of one part of a form (RFC 7578, section 4).
 *
 * @param name the field
 * @param fileName the name of the file as sent, possibly empty; null for a text field
 * @param charset of a text; UTF-8 unless the part names another
 */
record PartHead(String name, String fileName, Charset charset) {

    private static final Set<String> PLAIN_ENCODINGS = Set.of("binary", "8bit", "7bit");
    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset=\"?([^\";\\s]+)");

    /** RFC 5987: {@code UTF-8'en'na%C3%AFve.png}. */
    private static final Pattern EXTENDED_VALUE = Pattern.compile("([A-Za-z0-9_-]+)'[^']*'(.*)");

    /** A part is a file if it has a file name, even an empty one. */
    boolean isFile() {
        return fileName != null;
    }

    /**
     * Reads the lines of a part's head.
     *
     * @param text the lines without the final blank one
     * @throws ProblemException if they name no field, or are ambiguous
     */
    static PartHead parse(String text) {
        Map<String, String> headers = headers(text);
        Map<String, String> disposition = disposition(headers.get("content-disposition"));
        String name = disposition.get("name");
        if (name == null) {
            throw unreadable("a part's Content-Disposition has no name");
        }
        String encoding = headers.get("content-transfer-encoding");
        if (encoding != null && !PLAIN_ENCODINGS.contains(encoding.toLowerCase(Locale.ROOT))) {
            throw unreadable("the part '" + name + "' has a Content-Transfer-Encoding other than binary");
        }
        return new PartHead(name, fileName(disposition), charset(name, headers.get("content-type")));
    }

    private static Map<String, String> headers(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line : text.split("\r\n", -1)) {
            int colon = line.indexOf(':');
            if (colon <= 0 || line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0) {
                throw unreadable("the head of a part is malformed");
            }
            String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
            if (headers.put(name, line.substring(colon + 1).strip()) != null) {
                throw unreadable("a part has two headers '" + name + "'");
            }
        }
        return headers;
    }

    private static Map<String, String> disposition(String value) {
        if (value == null) {
            throw unreadable("a part has no Content-Disposition");
        }
        int semicolon = value.indexOf(';');
        String type = semicolon < 0 ? value : value.substring(0, semicolon);
        if (!type.strip().equalsIgnoreCase("form-data")) {
            throw unreadable("the Content-Disposition of a part is not form-data");
        }
        Map<String, String> parameters = new LinkedHashMap<>();
        int at = semicolon < 0 ? value.length() : semicolon;
        while (at < value.length()) {
            at = parameter(value, at + 1, parameters);
        }
        return parameters;
    }

    /** Reads a parameter from an index. Returns the index of the semicolon that ends it, or the length. */
    private static int parameter(String text, int start, Map<String, String> parameters) {
        int equals = text.indexOf('=', start);
        if (equals < 0) {
            if (text.substring(start).isBlank()) {
                return text.length();
            }
            throw unreadable("the Content-Disposition of a part is malformed");
        }
        String name = text.substring(start, equals).strip().toLowerCase(Locale.ROOT);
        int at = equals + 1;
        while (at < text.length() && text.charAt(at) == ' ') {
            at++;
        }
        StringBuilder value = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '"';
        if (quoted) {
            at = quoted(text, at + 1, value);
        }
        int end = text.indexOf(';', at);
        end = end < 0 ? text.length() : end;
        String rest = text.substring(at, end).strip();
        if (name.isEmpty() || (quoted && !rest.isEmpty())) {
            throw unreadable("the Content-Disposition of a part is malformed");
        }
        if (parameters.put(name, quoted ? value.toString() : rest) != null) {
            throw unreadable("the Content-Disposition of a part has '" + name + "' twice");
        }
        return end;
    }

    /**
     * Reads up to the closing quote and returns the index after it. A backslash is an ordinary character unless it
     * precedes a quote or another backslash: old browsers send whole Windows paths.
     */
    private static int quoted(String text, int start, StringBuilder value) {
        for (int at = start; at < text.length(); at++) {
            char next = text.charAt(at);
            if (next == '"') {
                return at + 1;
            }
            boolean escape = next == '\\'
                    && at + 1 < text.length()
                    && (text.charAt(at + 1) == '"' || text.charAt(at + 1) == '\\');
            value.append(escape ? text.charAt(++at) : next);
        }
        throw unreadable("a quote in the Content-Disposition of a part is not closed");
    }

    private static String fileName(Map<String, String> disposition) {
        String plain = disposition.get("filename");
        String extended = disposition.get("filename*");
        return plain != null || extended == null ? plain : decoded(extended);
    }

    private static String decoded(String extended) {
        Matcher value = EXTENDED_VALUE.matcher(extended);
        try {
            return value.matches()
                    ? URLDecoder.decode(value.group(2).replace("+", "%2B"), Charset.forName(value.group(1)))
                    : extended;
        } catch (IllegalArgumentException unknown) {
            return extended;
        }
    }

    private static Charset charset(String name, String contentType) {
        Matcher charset = CHARSET.matcher(contentType == null ? "" : contentType);
        if (!charset.find()) {
            return StandardCharsets.UTF_8;
        }
        try {
            return Charset.forName(charset.group(1));
        } catch (IllegalArgumentException unknown) {
            throw unreadable("the part '" + name + "' has an unknown charset");
        }
    }

    private static ProblemException unreadable(String reason) {
        return ProblemException.of(Kind.INVALID_REQUEST, "The form is malformed: " + reason + ".");
    }
}
