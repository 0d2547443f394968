package graph;

import java.io.IOException;

/**
 * A local file could not be read while it was sent to Meta. It is neither a failure of Meta nor of the connection, as
 * an {@link IOException} would be.
 */
public class UnreadableFileException extends RuntimeException {

    public UnreadableFileException(IOException cause) {
        super("A file could not be read while it was sent to Meta.", cause);
    }
}
