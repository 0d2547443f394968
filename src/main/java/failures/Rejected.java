package failures;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;

/** The request is invalid, or the client's token, permissions or settings are: a retry would be rejected again. */
public non-sealed class Rejected extends Failure {

    private final transient ObjectNode members;

    /** A rejection that is not about fields. */
    public Rejected(Kind kind, String message) {
        this(kind, message, List.of());
    }

    /** A rejection that names the invalid fields. */
    public Rejected(Kind kind, String message, List<FieldError> errors) {
        this(kind, message, errors, null);
    }

    /** A rejection by Meta; its error may be null. */
    public Rejected(Kind kind, String message, JsonNode graph) {
        this(kind, message, List.of(), graph);
    }

    /** A rejection by Meta that names the invalid fields. */
    public Rejected(Kind kind, String message, List<FieldError> errors, JsonNode graph) {
        this(kind, message, errors, graph, JsonNodeFactory.instance.objectNode());
    }

    private Rejected(Kind kind, String message, List<FieldError> errors, JsonNode graph, ObjectNode members) {
        super(kind, message, errors, graph, null);
        this.members = members;
    }

    /** A rejection with further members of the problem. */
    public static Rejected with(Kind kind, String message, List<FieldError> errors, ObjectNode members) {
        return new Rejected(kind, message, errors, null, members);
    }

    @Override
    public ObjectNode members() {
        return members.deepCopy();
    }

    /** A rejection of one form field, parameter or header, whose error is the message. */
    public static Rejected field(Kind kind, String field, String message) {
        return new Rejected(kind, message, List.of(FieldError.ofField(field, message)));
    }
}
