package http;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;

import java.util.List;

/** A schema of the contract, ready to check values. Safe for use by many threads. */
final class ContractSchema {

    private final JsonSchema schema;

    ContractSchema(JsonSchema schema) {
        this.schema = schema;
    }

    /** Adds what is wrong with a value. */
    void check(JsonNode value, Faults faults) {
        faults.search(() -> new SchemaRun(faults).check(schema, value));
    }

    /** What is wrong with a value, in the order of the schema. */
    List<Violation> violations(JsonNode value) {
        Faults faults = new Faults();
        check(value, faults);
        return faults.list();
    }

    /**
     * A fault in a value.
     *
     * @param pointer where, as a JSON Pointer; empty for the value itself; cut where it is long
     * @param detail what is wrong
     */
    record Violation(String pointer, String detail) {}
}
