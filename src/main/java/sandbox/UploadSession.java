package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * An open chunked upload: how many bytes have arrived, their running SHA-256, and the next window. The bytes are
 * not kept.
 */
final class UploadSession implements Upload {
    private final String id;
    private final Video video;
    private final long fileSize;
    private Instant expires;
    private MessageDigest digest = Digests.sha256();
    private long offset;
    private long windowEnd;

    /** @param expires null for never */
    UploadSession(String id, Video video, long fileSize, long chunkBytes, Instant expires) {
        this.id = id;
        this.video = video;
        this.fileSize = fileSize;
        this.expires = expires;
        openWindow(chunkBytes);
    }

    String id() {
        return id;
    }

    Video video() {
        return video;
    }

    @Override
    public long fileSize() {
        return fileSize;
    }

    @Override
    public long offset() {
        return offset;
    }

    boolean complete() {
        return offset == fileSize;
    }

    @Override
    public boolean expired(Instant now) {
        return expires != null && !now.isBefore(expires);
    }

    void expire() {
        expires = Instant.EPOCH;
    }

    /** @return bytes wanted next */
    long windowBytes() {
        return windowEnd - offset;
    }

    /** @return a digest of the bytes so far that can take more; the session's own is left as it is */
    MessageDigest digestSoFar() {
        return Digests.copy(digest);
    }

    /**
     * Accepts a window that arrived in full.
     *
     * @param digestAfter digest of all bytes, the window's among them
     * @param chunkBytes size of the window after it
     */
    void commit(MessageDigest digestAfter, long chunkBytes) {
        digest = digestAfter;
        offset = windowEnd;
        openWindow(chunkBytes);
    }

    String sha256() {
        return Digests.hex(digest);
    }

    /** @return the window wanted next; offsets are strings in answers, numbers in errors */
    ObjectNode windowAsStrings() {
        return Json.object().put("start_offset", Long.toString(offset)).put("end_offset", Long.toString(windowEnd));
    }

    ObjectNode windowAsNumbers() {
        return Json.object().put("start_offset", offset).put("end_offset", windowEnd);
    }

    ObjectNode toJson() {
        return Json.object()
                .put("id", id)
                .put("video_id", video.id())
                .put("account_id", video.accountId())
                .put("bytes", offset)
                .put("file_size", fileSize);
    }

    private void openWindow(long chunkBytes) {
        windowEnd = Math.min(fileSize, offset + chunkBytes);
    }
}
