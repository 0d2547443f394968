package calls;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads the body of an operation in another format, {@code text/csv}, as its JSON body, which is then validated. */
public interface BodyFormat {

    /** The {@code operationId}. */
    String operation();

    /**
     * The JSON body.
     *
     * @throws failures.Rejected if the text is not of the format
     */
    ObjectNode read(String text);
}
