package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** The object does not exist, or not for this client. */
public non-sealed class NotFound extends Failure {

    public NotFound(String message) {
        this(message, (JsonNode) null);
    }

    /** With the fields that name the missing object. */
    public NotFound(String message, List<FieldError> errors) {
        super(Kind.NOT_FOUND, message, errors, null, null);
    }

    /**
     * @param graph Meta's own error, or null
     */
    public NotFound(String message, JsonNode graph) {
        super(Kind.NOT_FOUND, message, List.of(), graph, null);
    }
}
