package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** The object's present state does not allow it, or somebody else was faster. */
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
