package creatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The parts of {@code object_story_spec} shared by several kinds of creatives. */
final class Story {

    static final String NAME = "object_story_spec";
    static final String FEED = "asset_feed_spec";

    private Story() {}

    /** The page and the Instagram account that show the creative. */
    static ObjectNode identity(Brief brief, ObjectNode creative) {
        ObjectNode story = creative.putObject(NAME);
        story.put("page_id", brief.account().pageId());
        if (brief.instagramUserId() != null) {
            story.put("instagram_user_id", brief.instagramUserId());
        }
        return story;
    }

    /** A link with its texts and its button: {@code link_data}. */
    static ObjectNode link(Brief brief, ObjectNode story) {
        Destination destination = brief.destination();
        ObjectNode link = story.putObject("link_data");
        link.put("link", destination.address());
        put(link, "message", brief.texts().message());
        put(link, "caption", brief.field("display_link"));
        destination.writeWelcome(link);
        link.set("call_to_action", destination.callToAction());
        return link;
    }

    static void put(ObjectNode node, String field, String text) {
        if (text != null) {
            node.put(field, text);
        }
    }

    static void put(ObjectNode node, String field, JsonNode value) {
        if (!value.isMissingNode() && !value.isNull()) {
            node.set(field, value);
        }
    }
}
