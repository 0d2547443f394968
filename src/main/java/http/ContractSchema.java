package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;

import java.util.List;

/** A schema of the contract. Thread-safe. */
final class ContractSchema {

    private final JsonSchema schema;

    ContractSchema(JsonSchema schema) {
        this.schema = schema;
    }

    void check(JsonNode value, Faults faults) {
        faults.search(() -> new SchemaRun(faults).check(schema, value));
    }

    /** The violations of a value, in the order of the schema. */
    List<Violation> violations(JsonNode value) {
        Faults faults = new Faults();
        check(value, faults);
        return faults.list();
    }

    /**
     * A violation of the schema.
     *
     * @param pointer the location, as a JSON Pointer; empty for the value itself; truncated if it is long
     * @param detail the error
     */
    record Violation(String pointer, String detail) {}
}
