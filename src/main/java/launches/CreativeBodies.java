package launches;

import clients.Client;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;

import java.util.List;
import java.util.Set;

/** What a launch has to know of creatives: their kinds, and what is wrong with one. */
interface CreativeBodies {

    /** The kinds that a launch may create. */
    Set<String> kinds();

    /** The operation that creates one of the kind alone. */
    String operation(String kind);

    /** The job type that creates one. */
    String type();

    /** What Meta surely refuses. */
    List<FieldError> faults(String kind, ObjectNode request, Client client);
}
