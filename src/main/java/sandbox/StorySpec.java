package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The post of a creative, {@code object_story_spec}: a page and one of {@code link_data}, {@code video_data}, {@code
 * photo_data}, {@code text_data}, {@code template_data}. With an asset feed the page alone is enough. Meta docs, "Ad
 * Creative Object Story Spec" and "Error Codes".
 */
final class StorySpec {
    static final String NAME = "object_story_spec";
    static final List<String> DATA = List.of("link_data", "video_data", "photo_data", "text_data", "template_data");

    private static final String IMAGE_HASH = "image_hash";
    private static final String LINK = "link";

    private static final Set<String> KEYS = Rule.words("""
            page_id instagram_user_id threads_user_id whats_app_business_phone_number link_data video_data photo_data
            text_data template_data product_data
            """);
    private static final Set<String> LINK_KEYS = Rule.words("""
            ad_context additional_image_index app_link_spec attachment_style automated_product_tags
            boosted_product_set_id branded_content_shared_to_sponsor_status branded_content_sponsor_page_id
            call_to_action caption child_attachments collection_thumbnails customization_rules_spec description event_id
            force_single_link format_option image_crops image_hash image_layer_specs image_overlay_spec
            is_local_expansion link message multi_share_end_card multi_share_optimized name offer_id
            page_welcome_message picture post_click_configuration preferred_image_tags preferred_video_tags
            retailer_item_ids show_multiple_images static_fallback_spec use_flexible_image_aspect_ratio
            """);
    private static final Set<String> VIDEO_KEYS = Rule.words("""
            additional_image_index branded_content_shared_to_sponsor_status branded_content_sponsor_page_id
            call_to_action collection_thumbnails customization_rules_spec image_hash image_url link_description message
            offer_id page_welcome_message post_click_configuration retailer_item_ids targeting title video_id
            """);
    private static final Set<String> PHOTO_KEYS = Rule.words("""
            branded_content_shared_to_sponsor_status branded_content_sponsor_page_id caption image_hash
            page_welcome_message url
            """);
    private static final Map<String, Set<String>> CONTENT_KEYS = Map.of(
            "link_data", LINK_KEYS, "template_data", LINK_KEYS, "video_data", VIDEO_KEYS, "photo_data", PHOTO_KEYS);

    private final ImageNodes images;
    private final VideoNodes videos;
    private final Carousel carousel;

    StorySpec(ImageNodes images, VideoNodes videos) {
        this.images = images;
        this.videos = videos;
        this.carousel = new Carousel(images, videos);
    }

    /** @return what the post shows, of whichever sort it is */
    static JsonNode content(JsonNode spec) {
        return DATA.stream().filter(spec::has).findFirst().map(spec::path).orElse(Json.object());
    }

    /** @return whether the spec says who posts, and not what */
    static boolean identityOnly(JsonNode spec) {
        return DATA.stream().noneMatch(spec::has);
    }

    /** @param identityWillDo whether something else, such as an asset feed, says what is posted */
    void check(JsonNode spec, boolean identityWillDo, boolean onInstagram, String accountId) {
        if (!spec.path("page_id").asText().matches("\\d+")) {
            throw illFormed("page_id is required.");
        }
        if (spec.has("instagram_actor_id")) {
            throw Refusal.parameter("instagram_actor_id is no longer supported, use instagram_user_id")
                    .blame(NAME);
        }
        Json.checkKeys(spec, KEYS, NAME);
        long contents = DATA.stream().filter(spec::has).count();
        if (contents > 1 || contents == 0 && !identityWillDo) {
            throw illFormed("it must have one of " + String.join(", ", DATA) + ".");
        }
        if (contents == 1) {
            checkContent(spec, onInstagram, accountId);
        }
    }

    private void checkContent(JsonNode spec, boolean onInstagram, String accountId) {
        if (!(content(spec) instanceof ObjectNode content)) {
            throw illFormed("its content must be an object.");
        }
        String sort = DATA.stream().filter(spec::has).findFirst().orElseThrow();
        if (CONTENT_KEYS.containsKey(sort)) {
            Json.checkKeys(content, CONTENT_KEYS.get(sort), NAME + "[" + sort + "]");
        }
        switch (sort) {
            case "link_data" -> checkLink(content, onInstagram, accountId);
            case "template_data" -> checkAddress(content);
            case "video_data" -> checkVideo(content, accountId);
            default -> checkImage(content, accountId);
        }
        CallToAction.check(content.path("call_to_action"));
    }

    private void checkLink(ObjectNode link, boolean onInstagram, String accountId) {
        checkAddress(link);
        checkImage(link, accountId);
        ImageNodes.checkFetchable(Json.text(link, "picture"));
        carousel.check(link, onInstagram, accountId);
    }

    private static void checkAddress(JsonNode link) {
        if (!Json.filled(link, LINK)) {
            throw linkRequired();
        }
        checkUrl(link.path(LINK), "object_story_spec[link_data][link]");
    }

    static Refusal linkRequired() {
        return Refusal.invalid(2061015, "Link is required", "The link field of the link data is required.", NAME);
    }

    static void checkUrl(JsonNode url, String param) {
        if (!url.asText().matches("(?i)https?://[^\\s/?#]+\\S*")) {
            throw Refusal.parameter(param + " should represent a valid URL").blame(NAME);
        }
    }

    private void checkVideo(JsonNode video, String accountId) {
        if (!Json.filled(video, "video_id")) {
            throw illFormed("video_id is required in video_data.");
        }
        boolean hash = Json.filled(video, IMAGE_HASH);
        boolean url = Json.filled(video, "image_url");
        if (!hash && !url) {
            throw Refusal.invalid(
                    1443226,
                    "Video thumbnail is missing",
                    "Please specify one of image_hash or image_url in the video_data field of object_story_spec.",
                    NAME);
        }
        if (hash && url) {
            throw illFormed("image_hash and image_url cannot both be set in video_data.");
        }
        checkImage(video, accountId);
        ImageNodes.checkFetchable(Json.text(video, "image_url"));
        videos.checkReady(accountId, video.path("video_id").asText());
    }

    private void checkImage(JsonNode content, String accountId) {
        if (Json.filled(content, IMAGE_HASH)) {
            images.checkKnown(accountId, content.path(IMAGE_HASH).asText());
        }
    }

    static Refusal illFormed(String reason) {
        return Refusal.invalid(
                1443048, "Object story spec is ill formed", "The object story spec is ill formed: " + reason, NAME);
    }
}
