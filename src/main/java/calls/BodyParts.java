package calls;

import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;

import java.util.List;
import java.util.Set;

/** Checks a part of a request against the contract, as if it were the JSON body of another operation. */
public interface BodyParts {

    /**
     * The errors of the part, with pointers from its own root, up to a maximum number. Nulls of optional fields are
     * removed from it.
     *
     * @param operation an {@code operationId} with a JSON body
     */
    List<FieldError> faults(String operation, ObjectNode part);

    /** The names of the body's fields. */
    Set<String> fields(String operation);
}
