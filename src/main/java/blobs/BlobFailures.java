package blobs;

import failures.Broken;
import failures.Kind;
import failures.Rejected;

import java.io.IOException;

/** What a blob store fails with. */
final class BlobFailures {

    private BlobFailures() {}

    /** A job's bytes are not in the blob store. */
    static Rejected missing(String name) {
        return new Rejected(
                Kind.INTERNAL_ERROR,
                "The blob '" + name
                        + "' is not in the blob store: it was removed, or this process's blob store is not the one that"
                        + " accepted the job (creative.blobs.store, BLOB_DIR).");
    }

    /** A blob is shorter than what was stored. Another attempt would find the same. */
    static Rejected damaged(String name, long end) {
        return new Rejected(
                Kind.INTERNAL_ERROR,
                "The blob '" + name + "' ends before byte " + end
                        + ": its bytes were changed in the blob store after the job was accepted. Send the file again.");
    }

    /** The blob store did not do its work. */
    static Broken broken(IOException cause) {
        return new Broken(Broken.Part.BLOBS, Kind.UNAVAILABLE, "The blob store failed.", cause);
    }
}
