package jobs;

import blobs.NewBlob;

import java.util.UUID;

/**
 * What is known of the job that a call brings.
 *
 * @param video null before its type is known, and once the job is accepted: then its blobs are its own
 * @param thumbnail null without one
 * @param bytes the video's length
 */
public record NewJob(UUID jobId, NewBlob video, NewBlob thumbnail, long bytes) {

    static NewJob begun() {
        return new NewJob(UUID.randomUUID(), null, null, 0);
    }

    NewJob of(NewBlob itsVideo, NewBlob itsThumbnail, long length) {
        return new NewJob(jobId, itsVideo, itsThumbnail, length);
    }

    NewJob accepted() {
        return new NewJob(jobId, null, null, bytes);
    }

    /** Whether blobs may lie in the store that are to be removed if the call fails. */
    boolean mayLeaveBlobs() {
        return video != null;
    }
}
