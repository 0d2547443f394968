package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/** The request is at fault, or the client's token, rights or settings are: the same will be refused again. */
public non-sealed class Rejected extends Failure {

    /** A refusal that is not about fields. */
    public Rejected(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** A refusal that names the fields at fault. */
    public Rejected(Kind kind, String message, List<FieldError> errors) {
        super(kind, message, errors, null, null);
    }

    /** A refusal of Meta's; its error may be null. */
    public Rejected(Kind kind, String message, JsonNode graph) {
        super(kind, message, List.of(), graph, null);
    }

    /** A refusal of Meta's that names the fields at fault. */
    public Rejected(Kind kind, String message, List<FieldError> errors, JsonNode graph) {
        super(kind, message, errors, graph, null);
    }

    /** A refusal of one form field, parameter or header, with the message as its fault. */
    public static Rejected field(Kind kind, String field, String message) {
        return new Rejected(kind, message, List.of(FieldError.ofField(field, message)));
    }
}
