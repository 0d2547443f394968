package graph;

import java.io.IOException;

/**
 * A file of this service's own cannot be read while it is sent to Meta. It is no failure of Meta's, and not one of the
 * connection's, as an {@link IOException} would be.
 */
public class UnreadableFileException extends RuntimeException {

    public UnreadableFileException(IOException cause) {
        super("A file that is to be sent to Meta cannot be read.", cause);
    }
}
