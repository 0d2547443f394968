package blobs;

/** A job's bytes are not in the blob store. */
public class BlobMissingException extends RuntimeException {

    public BlobMissingException(String name) {
        super(
                "The blob '" + name
                        + "' is not in the blob store: it was removed, or BLOB_DIR is not the directory that"
                        + " accepted the job.",
                null,
                false,
                false);
    }
}
