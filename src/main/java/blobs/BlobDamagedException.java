package blobs;

/** A blob is shorter than what was stored. Another attempt would find the same. */
public class BlobDamagedException extends RuntimeException {

    public BlobDamagedException(String name, long end) {
        super(
                "The blob '" + name + "' ends before byte " + end
                        + ": its bytes were changed in the blob store after the job was accepted. Send the file again.",
                null,
                false,
                false);
    }
}
