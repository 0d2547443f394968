package failures;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * One field at fault. Exactly one of {@code pointer} and {@code field} is set.
 *
 * @param pointer where in a JSON body, as a JSON Pointer (RFC 6901); empty for the body itself
 * @param field the name of a form field, a query or path parameter, or a header
 * @param detail what is wrong with it
 */
public record FieldError(String pointer, String field, String detail) {

    /** The longest detail: the longest list of values that the contract allows fits. */
    private static final int MAX_DETAIL_LENGTH = 700;

    /** The longest pointer or name that is shown. */
    public static final int MAX_PLACE_LENGTH = 256;

    /** A fault in a JSON body. */
    public static FieldError atPointer(String pointer, String detail) {
        return new FieldError(Excerpt.of(pointer, MAX_PLACE_LENGTH), null, Excerpt.of(detail, MAX_DETAIL_LENGTH));
    }

    /** A fault in a form field, parameter or header. Its name may be one that the caller made up. */
    public static FieldError ofField(String field, String detail) {
        return new FieldError(null, Excerpt.of(field, MAX_PLACE_LENGTH), Excerpt.of(detail, MAX_DETAIL_LENGTH));
    }

    /** The fault as it stands in a problem. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (pointer != null) {
            json.put("pointer", pointer);
        } else {
            json.put("field", field);
        }
        return json.put("detail", detail);
    }
}
