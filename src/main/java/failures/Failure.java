package failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A failure, in the vocabulary that all packages share. The subclass determines how it is handled: error policies and
 * metrics use it. {@link #kind} is the problem type for the caller, with its HTTP status.
 *
 * <p>A failure only contains what a caller may know; the message is a sentence or two for people.
 */
public abstract sealed class Failure extends RuntimeException
        permits Rejected, NotFound, Conflict, Wait, OutcomeUnknown, Broken {

    private final Kind kind;
    private final transient List<FieldError> errors;
    private final transient JsonNode graph;

    /**
     * @param errors the fields with errors; may be empty
     * @param graph Meta's own error as a problem shows it, or null
     * @param cause for the log, or null; with a cause, the stack trace is kept
     */
    Failure(Kind kind, String message, List<FieldError> errors, JsonNode graph, Throwable cause) {
        super(message, cause, false, cause != null);
        this.kind = kind;
        this.errors = List.copyOf(errors);
        this.graph = graph;
    }

    /** Further members of the problem, beside those that all problems have. */
    public ObjectNode members() {
        return JsonNodeFactory.instance.objectNode();
    }

    public Kind kind() {
        return kind;
    }

    /** The fields with errors; empty if the failure is not about fields. */
    public List<FieldError> errors() {
        return errors;
    }

    /** Meta's own error, or null. */
    public JsonNode graph() {
        return graph;
    }
}
