package creatives;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A place of a request that names a picture or video.
 *
 * @param path where it stands, such as {@code cards.2.media}
 * @param reference how it is named
 * @param use what may stand there
 */
record Slot(String path, JsonNode reference, Use use) {

    /** What may stand in a slot. */
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

    /** Whether the bytes come with the request. */
    boolean isFile() {
        return reference.has("file");
    }

    /** The id of a medium of this service, or null. */
    String mediaId() {
        return reference.path("media_id").asText(null);
    }

    /** Meta's hash of a picture, or null. */
    String imageHash() {
        return reference.path("image_hash").asText(null);
    }

    /** Meta's id of a video, or null. */
    String videoId() {
        return reference.path("video_id").asText(null);
    }
}
