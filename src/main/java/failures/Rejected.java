package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** The request is invalid, or the client's token, permissions or settings are: a retry would be rejected again. */
public non-sealed class Rejected extends Failure {

    /** A rejection that is not about fields. */
    public Rejected(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** A rejection that names the invalid fields. */
    public Rejected(Kind kind, String message, List<FieldError> errors) {
        super(kind, message, errors, null, null);
    }

    /** A rejection by Meta; its error may be null. */
    public Rejected(Kind kind, String message, JsonNode graph) {
        super(kind, message, List.of(), graph, null);
    }

    /** A rejection by Meta that names the invalid fields. */
    public Rejected(Kind kind, String message, List<FieldError> errors, JsonNode graph) {
        super(kind, message, errors, graph, null);
    }

    /** A rejection of one form field, parameter or header, whose error is the message. */
    public static Rejected field(Kind kind, String field, String message) {
        return new Rejected(kind, message, List.of(FieldError.ofField(field, message)));
    }
}
