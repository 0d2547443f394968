package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** A video: being uploaded, then processing, then ready. Its bytes are counted and hashed, never kept. */
final class Video extends Entity {
    private UploadSession upload;
    private long bytes;
    private String sha256;
    private Instant readyAt;

    Video(Kind kind, String id, String accountId, ObjectNode data, Instant created) {
        super(kind, id, accountId, data, created);
    }

    void uploadedBy(UploadSession session) {
        upload = session;
    }

    void finish(long fileBytes, String fileSha256, Instant ready) {
        bytes = fileBytes;
        sha256 = fileSha256;
        readyAt = ready;
    }

    boolean uploaded() {
        return readyAt != null;
    }

    boolean ready(Instant now) {
        return uploaded() && !now.isBefore(readyAt);
    }

    UploadSession upload() {
        return upload;
    }

    long bytes() {
        return bytes;
    }

    String sha256() {
        return sha256;
    }
}
