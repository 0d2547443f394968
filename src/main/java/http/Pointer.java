package http;

import com.networknt.schema.JsonNodePath;
import failures.Excerpt;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * JSON Pointers (RFC 6901) for answers. Names are the caller's, so a pointer is cut at a length; it is built only for a
 * fault, because the path to a value is longer than most values.
 */
final class Pointer {

    /** The longest pointer in an answer, in characters. */
    static final int MAX_LENGTH = failures.FieldError.MAX_PLACE_LENGTH;

    private Pointer() {}

    /**
     * The pointer to a place.
     *
     * @param property the name of a property at that place, or null for the place itself
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

    /** The pointer with these names and indices, outermost first. */
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

    /** A name as it stands in a pointer. */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
