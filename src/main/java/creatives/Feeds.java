package creatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts of {@code asset_feed_spec} shared by several kinds of creatives. */
final class Feeds {

    private Feeds() {}

    /** A video with its thumbnail, whose name differs from {@code video_data}. */
    static void video(ObjectNode to, Asset video) {
        to.put("video_id", video.videoId());
        if (video.thumbnailHash() != null) {
            to.put("thumbnail_hash", video.thumbnailHash());
        } else {
            to.put("thumbnail_url", video.frame());
        }
    }

    /** A link with its displayed address. */
    static void link(ObjectNode to, String address, JsonNode displayLink) {
        to.put("website_url", address);
        Story.put(to, "display_url", displayLink);
    }

    /** The button: only its type if that is sufficient, since only the longer form keeps a lead form or an app. */
    static void button(ObjectNode feed, Destination destination) {
        if (destination.needsValue()) {
            feed.putArray("call_to_actions").add(destination.callToAction());
        } else {
            feed.putArray("call_to_action_types").add(destination.button());
        }
    }
}
