package sandbox;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * A video that arrives as a raw body. After a lost connection the next body begins where the last one ended. The bytes
 * are counted and hashed, and not kept.
 */
final class RawUpload implements Upload {
    private final Video video;
    private final MessageDigest digest = Digests.sha256();
    private long fileSize;
    private long offset;
    private int turn;

    RawUpload(Video video) {
        this.video = video;
    }

    Video video() {
        return video;
    }

    /** A body begins. @return its turn; only the body that began last is taken over */
    int begin(long from, long size) {
        if (from != offset || size < 1 || fileSize > 0 && size != fileSize) {
            throw new Refusal(6001, "There was a problem uploading your video. Please try again.")
                    .subcode(1363037)
                    .data(Json.object().put("start_offset", offset).put("end_offset", fileSize));
        }
        fileSize = size;
        return ++turn;
    }

    void write(int ofTurn, byte[] bytes) {
        if (ofTurn == turn && offset + bytes.length <= fileSize) {
            digest.update(bytes);
            offset += bytes.length;
        }
    }

    /** The file came from an address; its size is not known. */
    void fetched() {
        turn++;
        fileSize = 0;
        offset = 0;
    }

    boolean complete() {
        return offset == fileSize && turn > 0;
    }

    String sha256() {
        return Digests.hex(digest);
    }

    @Override
    public long offset() {
        return offset;
    }

    @Override
    public long fileSize() {
        return fileSize;
    }

    @Override
    public boolean expired(Instant now) {
        return false;
    }
}
