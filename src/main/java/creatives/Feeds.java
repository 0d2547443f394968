package creatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts of {@code asset_feed_spec} that kinds of creatives share. */
final class Feeds {

    private Feeds() {}

    /** A video with its still picture, which Meta names otherwise here than in {@code video_data}. */
    static void video(ObjectNode to, Asset video) {
        to.put("video_id", video.videoId());
        if (video.thumbnailHash() != null) {
            to.put("thumbnail_hash", video.thumbnailHash());
        } else {
            to.put("thumbnail_url", video.frame());
        }
    }

    /** A link with the address that is shown for it. */
    static void link(ObjectNode to, String address, JsonNode displayLink) {
        to.put("website_url", address);
        Story.put(to, "display_url", displayLink);
    }

    /** The button: its type alone where that says it all, since only the longer form keeps a form or an app. */
    static void button(ObjectNode feed, Destination destination) {
        if (destination.needsValue()) {
            feed.putArray("call_to_actions").add(destination.callToAction());
        } else {
            feed.putArray("call_to_action_types").add(destination.button());
        }
    }
}
