package http;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;

/**
 * The fields of a body that may be omitted. Forms and HTTP tools send an empty text or {@code null} for a field that
 * was not filled in, which counts as omitted.
 *
 * @param optional the names of the fields that are not required
 * @param nullable the names of fields for which null is a value
 * @param fields the same for nested objects
 * @param items the same for the entries of a list, or null
 */
record Omissions(Set<String> optional, Set<String> nullable, Map<String, Omissions> fields, Omissions items) {

    static final Omissions NONE = new Omissions(Set.of(), Set.of(), Map.of(), null);

    Omissions {
        optional = Set.copyOf(optional);
        nullable = Set.copyOf(nullable);
        fields = Map.copyOf(fields);
    }

    /** Returns true if no field can be omitted. */
    boolean isEmpty() {
        return optional.isEmpty() && fields.isEmpty() && (items == null || items.isEmpty());
    }

    /** Removes the nulls of omitted fields. */
    void prune(JsonNode value) {
        if (value.isObject()) {
            Iterator<Map.Entry<String, JsonNode>> properties =
                    value.properties().iterator();
            while (properties.hasNext()) {
                Map.Entry<String, JsonNode> property = properties.next();
                if (property.getValue().isNull()) {
                    if (optional.contains(property.getKey()) && !nullable.contains(property.getKey())) {
                        properties.remove();
                    }
                } else if (fields.containsKey(property.getKey())) {
                    fields.get(property.getKey()).prune(property.getValue());
                }
            }
        } else if (value.isArray() && items != null && !items.isEmpty()) {
            value.forEach(items::prune);
        }
    }
}
