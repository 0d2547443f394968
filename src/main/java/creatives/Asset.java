package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import media.Medium;

/**
 * A picture or video at Meta, ready for a creative.
 *
 * @param imageHash the hash of a picture; null of a video
 * @param videoId the id of a video; null of a picture
 * @param thumbnailHash the hash of a video's still picture; null of a picture, or where a frame of Meta's stands for it
 * @param frame the address of that frame at Meta, or null
 * @param width in pixels, or null if it is not known
 * @param height in pixels, or null if it is not known
 * @param durationMs of a video, or null if it is not known
 */
record Asset(
        String imageHash,
        String videoId,
        String thumbnailHash,
        String frame,
        Integer width,
        Integer height,
        Long durationMs) {

    static Asset picture(String hash) {
        return new Asset(hash, null, null, null, null, null, null);
    }

    static Asset video(String id, String thumbnailHash) {
        return new Asset(null, id, thumbnailHash, null, null, null, null);
    }

    static Asset of(Medium medium) {
        return new Asset(
                medium.imageHash(),
                medium.videoId(),
                medium.thumbnailHash(),
                null,
                medium.width(),
                medium.height(),
                medium.durationMs());
    }

    boolean isVideo() {
        return videoId != null;
    }

    /** Whether it is a video and nothing stands for its still picture. */
    boolean needsFrame() {
        return isVideo() && thumbnailHash == null && frame == null;
    }

    Asset withThumbnail(String hash) {
        return new Asset(imageHash, videoId, hash, null, width, height, durationMs);
    }

    Asset withFrame(String address) {
        return new Asset(imageHash, videoId, thumbnailHash, address, width, height, durationMs);
    }

    /** The same medium at Meta, whatever else is known of it. */
    String id() {
        return isVideo() ? videoId : imageHash;
    }

    /** Writes the video and its still picture, or the picture. Meta has another name for a still's address in each place. */
    void write(ObjectNode to, String addressField) {
        if (!isVideo()) {
            to.put("image_hash", imageHash);
            return;
        }
        to.put("video_id", videoId);
        if (thumbnailHash != null) {
            to.put("image_hash", thumbnailHash);
        } else {
            to.put(addressField, frame);
        }
    }
}
