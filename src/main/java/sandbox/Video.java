package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** A video: being uploaded, then processing, then ready or, by a setting, of no use. Its bytes are counted and hashed, never kept. */
final class Video extends Entity {
    private Upload upload;
    private long bytes;
    private String sha256;
    private Instant processedAt;
    private VideoOutcome outcome;

    Video(ObjectKind kind, String id, String accountId, ObjectNode data, Instant created) {
        super(kind, id, accountId, data, created);
    }

    void uploadedBy(Upload newUpload) {
        upload = newUpload;
    }

    /** @param processed when the processing ends */
    void finish(long fileBytes, String fileSha256, Instant processed, VideoOutcome end) {
        bytes = fileBytes;
        sha256 = fileSha256;
        processedAt = processed;
        outcome = end;
    }

    boolean uploaded() {
        return processedAt != null;
    }

    boolean ready(Instant now) {
        return outcome(now) == VideoOutcome.READY;
    }

    /** @return how the processing has ended, or null before that */
    VideoOutcome outcome(Instant now) {
        return uploaded() && !now.isBefore(processedAt) ? outcome : null;
    }

    Upload upload() {
        return upload;
    }

    long bytes() {
        return bytes;
    }

    String sha256() {
        return sha256;
    }
}
