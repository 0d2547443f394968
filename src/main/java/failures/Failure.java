package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/**
 * What did not work, in the words that everybody here shares. The subclass says what is to be done about it: policies of
 * routes go by it, and metrics count it. {@link #kind} is what a caller is told, with its HTTP status.
 *
 * <p>Each carries what a caller may know and nothing else: the message is a sentence or two for people.
 */
public abstract sealed class Failure extends RuntimeException
        permits Rejected, NotFound, Conflict, Wait, OutcomeUnknown, Broken {

    private final Kind kind;
    private final transient List<FieldError> errors;
    private final transient JsonNode graph;

    /**
     * @param errors the fields at fault; may be empty
     * @param graph Meta's own error as a problem shows it, or null
     * @param cause for the log, or null; with one, the stack trace is kept
     */
    Failure(Kind kind, String message, List<FieldError> errors, JsonNode graph, Throwable cause) {
        super(message, cause, false, cause != null);
        this.kind = kind;
        this.errors = List.copyOf(errors);
        this.graph = graph;
    }

    /** What the caller is told. */
    public Kind kind() {
        return kind;
    }

    /** The fields at fault; empty if it is not about fields. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Meta's own error, or null. */
    public JsonNode graph() {
        return graph;
    }
}
