package http;

import com.networknt.schema.JsonNodePath;
import failures.Excerpt;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * JSON Pointers (RFC 6901) for answers. The caller chooses the names in them, so pointers are truncated. A pointer is
 * built only for an error, because the path to a value is longer than most values.
 */
final class Pointer {

    /** Maximum length in an answer, in characters. */
    static final int MAX_LENGTH = failures.FieldError.MAX_PLACE_LENGTH;

    private Pointer() {}

    /**
     * @param property the name of a property at the location, or null for the location itself
     */
    static String of(JsonNodePath location, String property) {
        Deque<Object> segments = new ArrayDeque<>();
        if (property != null) {
            segments.push(property);
        }
        for (JsonNodePath path = location; path != null; path = path.getParent()) {
            Object segment = path.getElement(-1);
            if (segment != null) {
                segments.push(segment);
            }
        }
        return of(segments);
    }

    /** The pointer of these names and indices, outermost first. */
    static String of(Iterable<?> segments) {
        StringBuilder pointer = new StringBuilder();
        for (Object segment : segments) {
            pointer.append('/').append(escape(Excerpt.of(segment.toString(), MAX_LENGTH)));
            if (pointer.length() > MAX_LENGTH) {
                return Excerpt.of(pointer.toString(), MAX_LENGTH);
            }
        }
        return pointer.toString();
    }

    /** Escapes a name for use in a pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
