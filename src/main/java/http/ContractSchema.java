package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema of the contract, ready to check values. Safe for use by many threads. */
final class ContractSchema {

    private final JsonSchema schema;

    ContractSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /**
     * What is wrong with a value: one violation a place, in the order of the schema. A place of several faults
     * (too short, and not of the pattern) shows the first; the others would say the same again.
     */
    List<Violation> violations(JsonNode value) {
        Map<String, Violation> byPlace = new LinkedHashMap<>();
        for (ValidationMessage message : schema.validate(value)) {
            String pointer = message.getInstanceLocation().toString();
            if (message.getProperty() != null) {
                pointer += "/" + escape(message.getProperty());
            }
            byPlace.putIfAbsent(pointer, new Violation(pointer, detail(message)));
        }
        return new ArrayList<>(byPlace.values());
    }

    private static String detail(ValidationMessage message) {
        return switch (message.getType()) {
            case "required" -> "is required";
            case "additionalProperties" -> "is not a field of this call";
            default -> message.getError();
        };
    }

    /** A name as it stands in a JSON Pointer (RFC 6901). */
    static String escape(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    /**
     * A fault in a value.
     *
     * @param pointer where, as a JSON Pointer; empty for the value itself
     * @param detail what is wrong
     */
    record Violation(String pointer, String detail) {}
}
