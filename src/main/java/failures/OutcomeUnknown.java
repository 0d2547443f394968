package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** Something may or may not have been made at Meta: it is to be looked for before it is made again. */
public non-sealed class OutcomeUnknown extends Failure {

    public OutcomeUnknown(String message) {
        this(message, null, null);
    }

    /** With Meta's own error, or null, and the cause, or null. */
    public OutcomeUnknown(String message, JsonNode graph, Throwable cause) {
        super(Kind.OUTCOME_UNKNOWN, message, List.of(), graph, cause);
    }
}
