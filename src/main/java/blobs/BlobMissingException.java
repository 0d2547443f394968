package blobs;

/** A job's bytes are not in the blob store. */
public class BlobMissingException extends RuntimeException {

    public BlobMissingException(String name) {
        super(
                "The blob '" + name
                        + "' is not in the blob store: it was removed, or this process's blob store is not the one that"
                        + " accepted the job (creative.blobs.store, BLOB_DIR).",
                null,
                false,
                false);
    }
}
