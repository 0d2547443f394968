package http;

import io.netty.handler.codec.http.QueryStringDecoder;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path of the contract, such as {@code /jobs/{job_id}}. Matching is strict: case and a trailing slash count. */
record PathTemplate(List<String> segments) {

    static PathTemplate parse(String template) {
        return new PathTemplate(split(template));
    }

    /** The decoded values of the parameters if the path matches, else empty. */
    Optional<Map<String, String>> match(String path) {
        List<String> actual = split(path);
        if (actual.size() != segments.size()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < actual.size(); i++) {
            String segment = segments.get(i);
            if (isParameter(segment)) {
                try {
                    values.put(
                            segment.substring(1, segment.length() - 1),
                            // A plus sign in a path is not a space.
                            QueryStringDecoder.decodeComponent(actual.get(i).replace("+", "%2B")));
                } catch (IllegalArgumentException malformedEscape) {
                    return Optional.empty();
                }
            } else if (!segment.equals(actual.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(values);
    }

    /** The template as written in the contract. */
    String text() {
        return String.join("/", segments);
    }

    /** Number of parameters. If several templates match a path, the one with the fewest wins. */
    int parameterCount() {
        return (int) segments.stream().filter(PathTemplate::isParameter).count();
    }

    private static boolean isParameter(String segment) {
        return segment.startsWith("{") && segment.endsWith("}");
    }

    private static List<String> split(String path) {
        return List.of(path.split("/", -1));
    }
}
