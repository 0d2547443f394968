package blobs;

import failures.Broken;
import failures.Rejected;
import org.apache.camel.Exchange;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.UUID;

/**
 * The blob store, for operations that the endpoint {@code creative.blobs.endpoint} does not have: flush, read windows,
 * list and delete. {@code creative.blobs.store} selects the implementation.
 */
public interface BlobStore {

    /**
     * Ensures that a blob and its name survive a power failure.
     *
     * @param file the file that the endpoint created, or null
     */
    void flush(String file) throws IOException;

    /** Flushes the blob that an endpoint has just stored. */
    default void flush(Exchange stored) throws IOException {
        flush(stored.getMessage().getHeader(Exchange.FILE_NAME_PRODUCED, String.class));
    }

    /**
     * Checks that a blob exists.
     *
     * @throws Rejected if it does not
     * @throws Broken if the store fails
     */
    void check(String name);

    /**
     * The length of a blob, in bytes.
     *
     * @throws Rejected if it is not there
     */
    long size(String name);

    /**
     * Makes a part of a blob readable as a file, which the caller must {@link #release} afterwards.
     *
     * @param offset first byte
     * @param length number of bytes
     * @throws Rejected if the blob does not exist, or ends before the part does
     * @throws Broken if the store fails
     * @throws IOException if there is no space for a copy
     */
    LocalWindow openWindow(String name, long offset, long length) throws IOException;

    /**
     * Makes a blob readable as a file, which the caller must {@link #release} afterwards.
     *
     * @throws Rejected if the blob does not exist
     * @throws IOException if there is no space for a copy
     */
    LocalWindow open(String name) throws IOException;

    /** Deletes a copy that was made for reading; the blob itself stays. Does nothing if nothing was opened. */
    void release(LocalWindow window) throws IOException;

    /**
     * The path for an incomplete file of a job, which becomes a blob when it is complete. In a store that is a
     * directory, another process finds the file again.
     *
     * @param name the file's name, new or used before
     */
    Path partial(UUID jobId, String name) throws IOException;

    /** Deletes all blobs of a job. What cannot be deleted now is left to the sweeper. */
    void deleteJob(UUID jobId);

    /**
     * A page of the jobs that have blobs, ordered by id.
     *
     * @param limit jobs whose blobs were written to since are left out
     * @param after the job after which the page begins; null at the beginning
     * @param most maximum number of jobs examined
     */
    BlobPage jobs(Instant limit, UUID after, int most) throws IOException;

    /**
     * Deletes incomplete writes of processes that died.
     *
     * @param limit what was written to since is kept
     */
    void sweepUnfinished(Instant limit);
}
