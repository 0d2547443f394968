package launches;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * An entry of a launch: an object to create, or an existing one with its id.
 *
 * @param key its key in the launch
 * @param pointer its location in the body
 * @param fields the caller's fields, without the key
 * @param name with macros replaced; null if it has none
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

    /** The id of an existing object at Meta, or null. */
    String given() {
        return kind == NodeKind.MEDIA ? null : text(kind.idField());
    }

    boolean isNew() {
        return kind == NodeKind.MEDIA ? has("url") : given() == null;
    }
}
