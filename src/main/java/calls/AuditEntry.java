package calls;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The audit entry of a call that changes something: the key, the operation, and the outcome.
 *
 * @param json the columns of {@code audit} that are known when the call begins
 */
public record AuditEntry(ObjectNode json) {

    /** The complete entry, with the outcome. */
    public ObjectNode ended(String outcome, int status) {
        return json.deepCopy().put("outcome", outcome).put("status", status);
    }

    /** Adds an object of the call. */
    public static void about(ObjectNode entry, String kind, String id) {
        entry.withArray("objects")
                .add(JsonNodeFactory.instance.objectNode().put("kind", kind).put("id", id));
    }
}
