package blobs;

import java.io.IOException;

/** The blob store failed to do what it was asked for. The message is for callers; the cause is for the log. */
public class BlobStoreException extends RuntimeException {

    public BlobStoreException(IOException cause) {
        super("The blob store failed.", cause);
    }
}
