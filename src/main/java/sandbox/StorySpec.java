package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;

/**
 * The post that a creative is made of, {@code object_story_spec}: a page and one of {@code link_data}, {@code
 * video_data}, {@code photo_data}, {@code text_data}, {@code template_data}. Meta docs, "Ad Creative Object Story Spec"
 * and "Error Codes".
 */
final class StorySpec {
    static final String NAME = "object_story_spec";
    static final List<String> DATA = List.of("link_data", "video_data", "photo_data", "text_data", "template_data");

    private static final String IMAGE_HASH = "image_hash";
    private static final int FEWEST_CARDS = 2;
    private static final int MOST_CARDS = 10;

    private final Images images;
    private final Videos videos;

    StorySpec(Images images, Videos videos) {
        this.images = images;
        this.videos = videos;
    }

    /** @return what the post shows, of whichever sort it is */
    static JsonNode content(JsonNode spec) {
        return DATA.stream().filter(spec::has).findFirst().map(spec::path).orElse(Json.object());
    }

    void check(JsonNode spec, String accountId) {
        if (!spec.path("page_id").asText().matches("\\d+")) {
            throw illFormed("page_id is required.");
        }
        if (DATA.stream().filter(spec::has).count() != 1) {
            throw illFormed("it must have one of " + String.join(", ", DATA) + ".");
        }
        if (spec.has("instagram_actor_id")) {
            throw GraphError.parameter("instagram_actor_id is no longer supported, use instagram_user_id")
                    .blame(NAME);
        }
        JsonNode content = content(spec);
        if (!content.isObject()) {
            throw illFormed("its content must be an object.");
        }
        if (spec.has("link_data")) {
            checkLink(content, accountId);
        } else if (spec.has("video_data")) {
            checkVideo(content, accountId);
        }
        CallToAction.check(content.path("call_to_action"));
    }

    private void checkLink(JsonNode link, String accountId) {
        checkAddress(link);
        checkImage(link, accountId);
        JsonNode cards = link.path("child_attachments");
        if (cards.isMissingNode()) {
            return;
        }
        if (cards.size() < FEWEST_CARDS || cards.size() > MOST_CARDS) {
            throw illFormed("child_attachments must have 2 to 10 cards.");
        }
        for (JsonNode card : cards) {
            checkAddress(card);
            checkImage(card, accountId);
            CallToAction.check(card.path("call_to_action"));
        }
    }

    private static void checkAddress(JsonNode link) {
        if (!Json.filled(link, "link")) {
            throw GraphError.invalid(2061015, "Link is required", "The link field of the link data is required.", NAME);
        }
        if (!link.path("link").asText().matches("(?i)https?://[^\\s/?#]+\\S*")) {
            throw GraphError.parameter("object_story_spec[link_data][link] should represent a valid URL")
                    .blame(NAME);
        }
    }

    private void checkVideo(JsonNode video, String accountId) {
        if (!Json.filled(video, "video_id")) {
            throw illFormed("video_id is required in video_data.");
        }
        boolean hash = Json.filled(video, IMAGE_HASH);
        boolean url = Json.filled(video, "image_url");
        if (!hash && !url) {
            throw GraphError.invalid(
                    1443226,
                    "Video thumbnail is missing",
                    "Please specify one of image_hash or image_url in the video_data field of object_story_spec.",
                    NAME);
        }
        if (hash && url) {
            throw illFormed("image_hash and image_url cannot both be set in video_data.");
        }
        checkImage(video, accountId);
        videos.checkReady(accountId, video.path("video_id").asText());
    }

    private void checkImage(JsonNode content, String accountId) {
        if (Json.filled(content, IMAGE_HASH)) {
            images.checkKnown(accountId, content.path(IMAGE_HASH).asText());
        }
    }

    private static GraphError illFormed(String reason) {
        return GraphError.invalid(
                1443048, "Object story spec is ill formed", "The object story spec is ill formed: " + reason, NAME);
    }
}
