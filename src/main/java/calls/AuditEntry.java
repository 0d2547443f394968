package calls;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the audit says of a call that changes something: who asked for what, and how it ended.
 *
 * @param json the columns of {@code audit} that are known from the beginning
 */
public record AuditEntry(ObjectNode json) {

    /** The same, with an end. */
    public ObjectNode ended(String outcome, int status) {
        return json.deepCopy().put("outcome", outcome).put("status", status);
    }

    /** Adds an object that the call is about. */
    public static void about(ObjectNode entry, String kind, String id) {
        entry.withArray("objects")
                .add(JsonNodeFactory.instance.objectNode().put("kind", kind).put("id", id));
    }
}
