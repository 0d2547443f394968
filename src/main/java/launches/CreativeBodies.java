package launches;

import clients.Client;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;

import java.util.List;
import java.util.Set;

/** The kinds of creatives in a launch, and their checks. */
interface CreativeBodies {

    /** The kinds that a launch may create. */
    Set<String> kinds();

    /** The operation that creates a single one of this kind. */
    String operation(String kind);

    /** The job type that creates one. */
    String type();

    /** Adds the errors that Meta would certainly report. */
    List<FieldError> faults(String kind, ObjectNode request, Client client);
}
