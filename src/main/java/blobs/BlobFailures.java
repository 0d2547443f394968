package blobs;

import failures.Broken;
import failures.Kind;
import failures.Rejected;

import java.io.IOException;

/** The failures of blob stores. */
final class BlobFailures {

    private BlobFailures() {}

    /** A job's blob is missing. */
    static Rejected missing(String name) {
        return new Rejected(
                Kind.INTERNAL_ERROR,
                "The blob '" + name
                        + "' is not in the blob store. It was removed, or this process uses another blob store than the one"
                        + " that accepted the job (creative.blobs.store, BLOB_DIR).");
    }

    /** A blob is shorter than when it was stored. A retry would find the same. */
    static Rejected damaged(String name, long end) {
        return new Rejected(
                Kind.INTERNAL_ERROR,
                "The blob '" + name + "' ends before byte " + end
                        + ": it was changed in the blob store after the job was accepted. Send the file again.");
    }

    static Broken broken(IOException cause) {
        return new Broken(Broken.Part.BLOBS, Kind.UNAVAILABLE, "The blob store failed.", cause);
    }
}
