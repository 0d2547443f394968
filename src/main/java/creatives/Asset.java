package creatives;

import com.fasterxml.jackson.databind.node.ObjectNode;
import media.Medium;

/**
 * An image or video at Meta, ready for a creative.
 *
 * @param imageHash the hash of an image; null for a video
 * @param videoId the id of a video; null for an image
 * @param thumbnailHash the hash of a video's thumbnail; null for an image, or if Meta's frame is used
 * @param frame the address of that frame at Meta, or null
 * @param width in pixels, or null if unknown
 * @param height in pixels, or null if unknown
 * @param durationMs of a video, or null if unknown
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

    /** Returns true for a video without a thumbnail or frame. */
    boolean needsFrame() {
        return isVideo() && thumbnailHash == null && frame == null;
    }

    Asset withThumbnail(String hash) {
        return new Asset(imageHash, videoId, hash, null, width, height, durationMs);
    }

    Asset withFrame(String address) {
        return new Asset(imageHash, videoId, thumbnailHash, address, width, height, durationMs);
    }

    /** Returns true for the same medium at Meta, whatever else is known about it. */
    String id() {
        return isVideo() ? videoId : imageHash;
    }

    /** Writes the video and its thumbnail, or the image. Meta's name for a thumbnail's address differs by place. */
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
