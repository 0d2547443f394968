package failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The error of one field. Exactly one of {@code pointer} and {@code field} is set.
 *
 * @param pointer the location in a JSON body, as a JSON Pointer (RFC 6901); empty for the body itself
 * @param field the name of a form field, a query or path parameter, or a header
 * @param detail the error
 * @param limit the limit that it exceeds, or null
 * @param allowed what that limit allows, or null
 */
public record FieldError(String pointer, String field, String detail, String limit, JsonNode allowed) {

    /** Maximum length of a detail: the contract's longest list of values fits. */
    private static final int MAX_DETAIL_LENGTH = 700;

    /** Maximum length of a pointer or name. */
    public static final int MAX_PLACE_LENGTH = 256;

    /** An error in a JSON body. */
    public static FieldError atPointer(String pointer, String detail) {
        return new FieldError(
                Excerpt.of(pointer, MAX_PLACE_LENGTH), null, Excerpt.of(detail, MAX_DETAIL_LENGTH), null, null);
    }

    /** An error in a form field, parameter or header. The caller may have invented the name. */
    public static FieldError ofField(String field, String detail) {
        return new FieldError(
                null, Excerpt.of(field, MAX_PLACE_LENGTH), Excerpt.of(detail, MAX_DETAIL_LENGTH), null, null);
    }

    /** The same error, with the limit that it exceeds. */
    public FieldError exceeding(String name, JsonNode allows) {
        return new FieldError(pointer, field, detail, name, allows);
    }

    /** The error as part of a problem. */
    public ObjectNode toJson() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (pointer != null) {
            json.put("pointer", pointer);
        } else {
            json.put("field", field);
        }
        json.put("detail", detail);
        if (limit != null) {
            json.put("limit", limit).set("allowed", allowed);
        }
        return json;
    }
}
