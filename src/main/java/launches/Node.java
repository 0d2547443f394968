package launches;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An entry of a launch: something to create, or something that exists and is given by its id.
 *
 * @param key how others of the launch name it
 * @param pointer where it stands in the body
 * @param fields as the caller wrote them, without the key
 * @param name with its macros replaced; null where it has none
 */
record Node(NodeKind kind, String key, String pointer, ObjectNode fields, String name) {

    Node named(String text) {
        return new Node(kind, key, pointer, fields, text);
    }

    Node with(ObjectNode others) {
        return new Node(kind, key, pointer, others, name);
    }

    /** A text field, or null. */
    String text(String field) {
        return fields.path(field).asText(null);
    }

    boolean has(String field) {
        return fields.hasNonNull(field);
    }

    /** The id of an object at Meta that exists, or null. */
    String given() {
        return kind == NodeKind.MEDIA ? null : text(kind.idField());
    }

    boolean isNew() {
        return kind == NodeKind.MEDIA ? has("url") : given() == null;
    }
}
