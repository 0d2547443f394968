package graph;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Compares what was sent to Meta with what Meta says it has. Everything that was sent must be there; what Meta adds by
 * itself does not count. Meta writes some values in its own way (numbers as texts, line breaks, the host of an address),
 * which is no difference.
 */
public final class Comparison {

    /** More would not be read, and a job's result is kept with its row. */
    static final int MOST_DIFFERENCES = 20;
    /** The length of a value in a difference. */
    public static final int MOST_CHARACTERS = 300;

    /** Members with addresses of pictures, in whose place Meta puts addresses of its own. */
    private static final Set<String> PICTURES = Set.of("picture", "image_url", "thumbnail_url");

    private final List<Difference> differences = new ArrayList<>();

    /** All differences found so far. */
    public List<Difference> differences() {
        return List.copyOf(differences);
    }

    /** Compares a value, and all that is in it. */
    public void compare(String path, JsonNode sent, JsonNode read) {
        if (differences.size() >= MOST_DIFFERENCES || isNothing(sent)) {
            return;
        }
        if (sent.isObject() && read.isObject()) {
            sent.properties().stream()
                    .filter(member -> !PICTURES.contains(member.getKey()))
                    .forEach(member ->
                            compare(path + "." + member.getKey(), member.getValue(), read.path(member.getKey())));
        } else if (sent.isArray() && read.isArray() && sent.size() == read.size()) {
            for (int i = 0; i < sent.size(); i++) {
                compare(path + "." + i, sent.get(i), read.get(i));
            }
        } else if (sent.isContainerNode() || read.isContainerNode() || !isSame(text(sent), text(read))) {
            add(path, text(sent), text(read));
        }
    }

    /** Notes a difference that no comparison finds. */
    public void add(String path, String sent, String read) {
        differences.add(new Difference(shortened(path), shortened(sent), shortened(read)));
    }

    private static boolean isNothing(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static String text(JsonNode value) {
        return isNothing(value) ? null : value.isValueNode() ? value.asText() : value.toString();
    }

    private static boolean isSame(String sent, String read) {
        return read != null
                && (sent.equals(read)
                        || plain(sent).equals(plain(read))
                        || isAddress(sent) && isAddress(read) && address(sent).equals(address(read)));
    }

    /** Line breaks as one character, composed letters, no space around. */
    private static String plain(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC)
                .replace("\r\n", "\n")
                .replace('\r', '\n')
                .strip();
    }

    private static boolean isAddress(String text) {
        return text.regionMatches(true, 0, "http://", 0, 7) || text.regionMatches(true, 0, "https://", 0, 8);
    }

    /** An address in one way of writing: scheme and host in small ASCII letters, no default port, a path. */
    private static String address(String text) {
        try {
            URI uri = new URI(text).parseServerAuthority();
            if (uri.getHost() == null) {
                return text;
            }
            String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
            int port = uri.getPort() == (scheme.equals("https") ? 443 : 80) ? -1 : uri.getPort();
            String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
            return scheme + "://" + IDN.toASCII(uri.getHost()).toLowerCase(Locale.ROOT) + (port < 0 ? "" : ":" + port)
                    + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
                    + (uri.getRawFragment() == null ? "" : "#" + uri.getRawFragment());
        } catch (URISyntaxException | IllegalArgumentException e) {
            // With one of Meta's macros it is no URI; then it is compared as text.
            return text;
        }
    }

    private static String shortened(String text) {
        if (text == null || text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end) + "…";
    }
}
