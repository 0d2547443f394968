package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** An object may or may not have been created at Meta: it must be looked up before it is created again. */
public non-sealed class OutcomeUnknown extends Failure {

    public OutcomeUnknown(String message) {
        this(message, null, null);
    }

    /**
     * @param graph Meta's own error, or null
     * @param cause may be null
     */
    public OutcomeUnknown(String message, JsonNode graph, Throwable cause) {
        super(Kind.OUTCOME_UNKNOWN, message, List.of(), graph, cause);
    }
}
