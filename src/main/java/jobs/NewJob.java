package jobs;

import blobs.NewBlob;
import calls.Reply;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.UUID;

/**
 * A job that a call of the API brings, until its row is committed.
 *
 * @param input what the job is asked for, field by field
 * @param video the blob of its video, or null
 * @param thumbnail the blob of its thumbnail, or null
 * @param bytes the length of the file that is uploaded; 0 while it is unknown
 * @param mediaIds the media that it uses, which may not be deleted while it runs
 * @param answer what the caller gets once the row is committed
 * @param items what it consists of, each after those that it needs; empty for most
 * @param mayLeaveBlobs whether blobs may lie in the store that are to be removed if the call fails
 */
public record NewJob(
        UUID jobId,
        String type,
        JsonNode input,
        NewBlob video,
        NewBlob thumbnail,
        long bytes,
        List<UUID> mediaIds,
        Reply answer,
        boolean mayLeaveBlobs,
        List<NewItem> items) {

    /** A job of a type, under an id of its own. */
    static NewJob begun(String type) {
        return new NewJob(UUID.randomUUID(), type, null, null, null, 0, List.of(), null, false, List.of());
    }

    /** The same job, asked for this, with this answer. */
    public NewJob asking(JsonNode fields, Reply itsAnswer) {
        return new NewJob(jobId, type, fields, video, thumbnail, bytes, mediaIds, itsAnswer, mayLeaveBlobs, items);
    }

    /** The same job with files, of which the thumbnail may be null. */
    public NewJob with(NewBlob itsVideo, NewBlob itsThumbnail, long length) {
        return new NewJob(jobId, type, input, itsVideo, itsThumbnail, length, mediaIds, answer, true, items);
    }

    /** The same job, which uses these media. */
    public NewJob using(List<UUID> media) {
        return new NewJob(jobId, type, input, video, thumbnail, bytes, media, answer, mayLeaveBlobs, items);
    }

    /** The same job, which consists of these items. */
    public NewJob of(List<NewItem> itsItems) {
        return new NewJob(jobId, type, input, video, thumbnail, bytes, mediaIds, answer, mayLeaveBlobs, itsItems);
    }

    /** The row is committed: from here on the blobs are the job's own. */
    NewJob accepted() {
        return new NewJob(jobId, type, input, video, thumbnail, bytes, mediaIds, answer, false, items);
    }
}
