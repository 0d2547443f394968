package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** The object's current state does not allow the operation, or a concurrent change was faster. */
public non-sealed class Conflict extends Failure {

    public Conflict(String message) {
        this(Kind.CONFLICT, message);
    }

    public Conflict(Kind kind, String message) {
        super(kind, message, List.of(), null, null);
    }

    /** With Meta's own error, or null. */
    public Conflict(String message, JsonNode graph) {
        super(Kind.CONFLICT, message, List.of(), graph, null);
    }
}
