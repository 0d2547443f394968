package blobs;

import failures.Broken;
import failures.Rejected;
import org.apache.camel.Exchange;

import java.io.IOException;
import java.time.Instant;
import java.util.UUID;

/**
 * The store behind the endpoint {@code creative.blobs.endpoint}, for what an endpoint does not do: flush, read windows,
 * find and remove. {@code creative.blobs.store} says which one it is.
 */
public interface BlobStore {

    /**
     * Makes sure that a blob and its name survive a power cut.
     *
     * @param file the file that the endpoint made; null where it made none
     */
    void flush(String file) throws IOException;

    /** The same for the blob that an endpoint has just stored. */
    default void flush(Exchange stored) throws IOException {
        flush(stored.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class));
    }

    /**
     * Looks whether a blob is there.
     *
     * @throws Rejected if it is not
     * @throws Broken if the store cannot tell
     */
    void check(String name);

    /**
     * Makes a part of a blob readable as a file, which the caller must {@link #release} afterwards.
     *
     * @param offset first byte
     * @param length number of bytes
     * @throws Rejected if the blob is not there, or ends before the part does
     * @throws Broken if the store cannot read it
     * @throws IOException if there is no space for a copy
     */
    LocalWindow openWindow(String name, long offset, long length) throws IOException;

    /**
     * Makes a blob readable as a file, which the caller must {@link #release} afterwards.
     *
     * @throws Rejected if the blob is not there
     * @throws IOException if there is no space for a copy
     */
    LocalWindow open(String name) throws IOException;

    /** Removes what was made to be read; what is the blob itself stays. Does nothing where nothing was opened. */
    void release(LocalWindow window) throws IOException;

    /** Removes all blobs of a job. What cannot be removed now is swept later. */
    void deleteJob(UUID jobId);

    /**
     * A page of the jobs that have blobs, in the order of their ids.
     *
     * @param limit those that were written to since are left out
     * @param after the job after which the page begins; null at the beginning
     * @param most how many jobs are looked at
     */
    BlobPage jobs(Instant limit, UUID after, int most) throws IOException;

    /**
     * Removes what writers left half done who died.
     *
     * @param limit what was written to since is left alone
     */
    void sweepUnfinished(Instant limit);
}
