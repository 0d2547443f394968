package jobs;

import blobs.NewBlob;
import calls.Reply;
import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A job of an API call, until its row is committed.
 *
 * @param input the job's input by field
 * @param video the blob of its video, or null
 * @param thumbnail the blob of its thumbnail, or null
 * @param bytes the length of the file to upload; 0 while it is unknown
 * @param file what the file's inspection found ({@code media.FileFacts}), or null
 * @param medium the medium that is inserted with the job, or null
 * @param mediaIds the media that it uses, which must not be deleted while it runs
 * @param answer the caller's answer once the row is committed
 * @param items its items, each after its dependencies; empty for most jobs
 * @param mayLeaveBlobs true if there may be blobs to delete if the call fails
 */
public record NewJob(
        UUID jobId,
        String type,
        JsonNode input,
        NewBlob video,
        NewBlob thumbnail,
        long bytes,
        JsonNode file,
        JsonNode medium,
        List<UUID> mediaIds,
        Reply answer,
        boolean mayLeaveBlobs,
        List<NewItem> items) {

    /** A job of a type, with a new id. */
    static NewJob begun(String type) {
        return new NewJob(UUID.randomUUID(), type, null, null, null, 0, null, null, List.of(), null, false, List.of());
    }

    /** A job that is not created by a call of the API, with this id and input. */
    public static NewJob of(UUID jobId, String type, JsonNode input, List<NewItem> items) {
        Reply answer = new Reply(202, Reply.JSON, "{}", Map.of());
        return new NewJob(jobId, type, input, null, null, 0, null, null, List.of(), answer, false, items);
    }

    /** The same job with this input and answer. */
    public NewJob asking(JsonNode fields, Reply itsAnswer) {
        return new NewJob(
                jobId, type, fields, video, thumbnail, bytes, file, medium, mediaIds, itsAnswer, mayLeaveBlobs, items);
    }

    /** The same job with files, of which the thumbnail may be null, and what the first one's inspection found. */
    public NewJob with(NewBlob itsVideo, NewBlob itsThumbnail, long length, JsonNode facts) {
        return new NewJob(
                jobId, type, input, itsVideo, itsThumbnail, length, facts, medium, mediaIds, answer, true, items);
    }

    /** The same job, which uploads this medium. */
    public NewJob bringing(JsonNode itsMedium) {
        return new NewJob(
                jobId, type, input, video, thumbnail, bytes, file, itsMedium, mediaIds, answer, mayLeaveBlobs, items);
    }

    /** The same job with these media. */
    public NewJob using(List<UUID> media) {
        return new NewJob(
                jobId, type, input, video, thumbnail, bytes, file, medium, media, answer, mayLeaveBlobs, items);
    }

    /** The same job, which consists of these items. */
    public NewJob of(List<NewItem> itsItems) {
        return new NewJob(
                jobId, type, input, video, thumbnail, bytes, file, medium, mediaIds, answer, mayLeaveBlobs, itsItems);
    }

    /** The row is committed: from now on the blobs belong to the job. */
    NewJob accepted() {
        return new NewJob(jobId, type, input, video, thumbnail, bytes, file, medium, mediaIds, answer, false, items);
    }
}
