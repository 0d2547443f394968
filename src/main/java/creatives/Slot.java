package creatives;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A field of a request that refers to an image or video.
 *
 * @param path its location, such as {@code cards.2.media}
 * @param reference the reference
 * @param use the permitted kinds of media
 */
record Slot(String path, JsonNode reference, Use use) {

    /** The kinds of media permitted in a slot. */
    enum Use {
        PICTURE("a picture"),
        VIDEO("a video"),
        EITHER("a picture or a video");

        private final String text;

        Use(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }

        boolean takes(boolean video) {
            return this == EITHER || (this == VIDEO) == video;
        }
    }

    /** Returns true if the bytes are in the request. */
    boolean isFile() {
        return reference.has("file");
    }

    /** The id of a medium of this service, or null. */
    String mediaId() {
        return reference.path("media_id").asText(null);
    }

    /** Meta's hash of an image, or null. */
    String imageHash() {
        return reference.path("image_hash").asText(null);
    }

    /** Meta's id of a video, or null. */
    String videoId() {
        return reference.path("video_id").asText(null);
    }
}
