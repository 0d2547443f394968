package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Several media and texts in one creative, {@code asset_feed_spec}: texts that Meta combines, media for placements or
 * languages ({@link AssetRules}), or a dynamic creative. Meta docs, "Asset Feed Options".
 */
final class AssetFeed {
    static final String NAME = "asset_feed_spec";
    static final String TYPE = "optimization_type";
    static final String IMAGES = "images";
    static final String VIDEOS = "videos";
    static final String RULES = "asset_customization_rules";
    static final String LINKS = "link_urls";
    static final String FORMATS = "ad_formats";

    /** Meta combines the texts of an ordinary ad for each viewer. */
    static final String COMBINED_TEXTS = "DEGREES_OF_FREEDOM";

    private static final int MOST_ASSETS = 30;
    private static final int MOST_TEXTS = 5;
    private static final int MOST_MEDIA = 10;
    private static final int BODY_LENGTH = 1024;
    private static final int TEXT_LENGTH = 255;

    private static final Map<String, Integer> MOST = new TreeMap<>(Map.of(
            IMAGES,
            MOST_MEDIA,
            VIDEOS,
            MOST_MEDIA,
            "bodies",
            MOST_TEXTS,
            "titles",
            MOST_TEXTS,
            "descriptions",
            MOST_TEXTS,
            LINKS,
            MOST_TEXTS,
            "call_to_action_types",
            MOST_TEXTS));
    private static final Map<String, Integer> LONGEST =
            new TreeMap<>(Map.of("bodies", BODY_LENGTH, "titles", TEXT_LENGTH, "descriptions", TEXT_LENGTH));

    /** The member by which two assets of a sort are equal. */
    private static final Map<String, String> VALUE = new TreeMap<>(Map.of(
            IMAGES,
            "hash",
            VIDEOS,
            "video_id",
            "bodies",
            "text",
            "titles",
            "text",
            "descriptions",
            "text",
            LINKS,
            "website_url"));

    private static final Set<String> KEYS = Rule.words("""
            images videos bodies titles descriptions captions link_urls call_to_action_types call_to_actions ad_formats
            groups carousels asset_customization_rules audios autotranslate translations optimization_type
            message_extensions onsite_destinations additional_data app_product_page_id promotional_metadata events
            upcoming_events reasons_to_shop shops_bundle call_ads_configuration ctwa_consent_data web_destination_spec
            """);
    private static final Set<String> IMAGE_KEYS = Rule.words("adlabels hash image_crops url url_tags");
    private static final Set<String> VIDEO_KEYS =
            Rule.words("adlabels caption_ids thumbnail_hash thumbnail_url url_tags video_id");
    private static final Set<String> KNOWN_FORMATS = Rule.words("""
            AUTOMATIC_FORMAT CAROUSEL CAROUSEL_IMAGE CAROUSEL_SLIDESHOWS CAROUSEL_VIDEO COLLECTION SINGLE_IMAGE
            SINGLE_VIDEO POST
            """);
    private static final Set<String> TYPES = Rule.words("""
            REGULAR PLACEMENT ASSET_CUSTOMIZATION LANGUAGE FORMAT_AUTOMATION DEGREES_OF_FREEDOM
            UNIFIED_PROFILE_VISIT_DESTINATION
            """);

    private final ImageNodes images;
    private final VideoNodes videos;

    AssetFeed(ImageNodes images, VideoNodes videos) {
        this.images = images;
        this.videos = videos;
    }

    void check(JsonNode feed, JsonNode story, String accountId) {
        Json.checkKeys(feed, KEYS, NAME);
        checkCounts(feed);
        checkFormat(feed);
        checkTexts(feed);
        checkUnique(feed);
        checkMedia(feed, accountId);
        checkStory(feed, story);
        feed.path("call_to_action_types").forEach(type -> CallToAction.checkType(type, NAME));
        feed.path("call_to_actions").forEach(CallToAction::check);
        AssetRules.check(feed);
    }

    /** @return whether it is a dynamic creative, which needs a dynamic ad set */
    static boolean isDynamic(JsonNode feed) {
        return feed.isObject()
                && feed.path(RULES).isEmpty()
                && !combinesTexts(feed)
                && (feed.has(IMAGES) || feed.has(VIDEOS));
    }

    static boolean combinesTexts(JsonNode feed) {
        return feed.path(TYPE).asText().equals(COMBINED_TEXTS);
    }

    private static void checkCounts(JsonNode feed) {
        int all = 0;
        for (Map.Entry<String, Integer> most : MOST.entrySet()) {
            JsonNode assets = feed.path(most.getKey());
            if (!assets.isMissingNode() && !assets.isArray()) {
                throw Refusal.parameter("param asset_feed_spec[" + most.getKey() + "] must be an array.")
                        .blame(NAME);
            }
            if (assets.size() > most.getValue()) {
                throw refused(
                        "At most " + most.getValue() + " " + most.getKey() + " are allowed, got " + assets.size());
            }
            all += assets.size();
        }
        if (all > MOST_ASSETS) {
            throw refused("At most " + MOST_ASSETS + " assets are allowed in all, got " + all);
        }
    }

    private static void checkFormat(JsonNode feed) {
        if (feed.has(TYPE) && !TYPES.contains(feed.path(TYPE).asText())) {
            throw refused("optimization_type must be one of {" + String.join(", ", TYPES) + "}");
        }
        JsonNode formats = feed.path(FORMATS);
        if (formats.isMissingNode() && combinesTexts(feed)) {
            return;
        }
        if (formats.size() != 1) {
            throw refused("Exactly one of ad_formats is required, got " + formats.size());
        }
        String format = formats.get(0).asText();
        if (!KNOWN_FORMATS.contains(format)) {
            throw refused("ad_formats must be one of {" + String.join(", ", KNOWN_FORMATS) + "}");
        }
        int pictures = feed.path(IMAGES).size();
        int films = feed.path(VIDEOS).size();
        boolean fits =
                switch (format) {
                    case "SINGLE_IMAGE" -> pictures > 0 && films == 0;
                    case "SINGLE_VIDEO" -> films > 0 && pictures == 0;
                    case "CAROUSEL_IMAGE" -> pictures >= 2;
                    default -> true;
                };
        if (!fits) {
            throw refused("The format " + format + " does not fit " + pictures + " images and " + films + " videos");
        }
    }

    private static void checkTexts(JsonNode feed) {
        LONGEST.forEach((sort, longest) -> {
            for (JsonNode asset : feed.path(sort)) {
                String text = Json.text(asset, "text");
                if (text == null || text.isEmpty() || text.codePointCount(0, text.length()) > longest) {
                    throw refused("Each of " + sort + " needs a text of at most " + longest + " characters");
                }
            }
        });
        for (JsonNode link : feed.path(LINKS)) {
            if (!Json.filled(link, "website_url")) {
                throw Refusal.invalid(
                        2446383, "Website URL is missing", "Each of link_urls needs a website_url.", NAME);
            }
            StorySpec.checkUrl(link.path("website_url"), "asset_feed_spec[link_urls][website_url]");
        }
        if (combinesTexts(feed)
                && (feed.path("bodies").isEmpty() || feed.path("titles").isEmpty())) {
            throw Refusal.invalid(
                    1885817, "Too few texts", "Text optimization needs at least one body and one title.", NAME);
        }
    }

    private static void checkUnique(JsonNode feed) {
        VALUE.forEach((sort, key) -> {
            Set<String> seen = new HashSet<>();
            for (JsonNode asset : feed.path(sort)) {
                if (!seen.add(asset.path(key).asText())) {
                    throw Refusal.invalid(
                            1815629, "Duplicate assets", "The same value is twice in " + sort + " of the feed.", NAME);
                }
            }
        });
    }

    private void checkMedia(JsonNode feed, String accountId) {
        for (JsonNode image : feed.path(IMAGES)) {
            Json.checkKeys(image, IMAGE_KEYS, NAME + "[images]");
            if (Json.filled(image, "hash")) {
                images.checkKnown(accountId, image.path("hash").asText());
            } else if (Json.filled(image, "url")) {
                ImageNodes.checkFetchable(image.path("url").asText());
            } else {
                throw refused("Each of images needs a hash");
            }
        }
        for (JsonNode video : feed.path(VIDEOS)) {
            Json.checkKeys(video, VIDEO_KEYS, NAME + "[videos]");
            if (!Json.filled(video, "video_id")) {
                throw refused("Each of videos needs a video_id");
            }
            videos.checkReady(accountId, video.path("video_id").asText());
            if (Json.filled(video, "thumbnail_hash")) {
                images.checkKnown(accountId, video.path("thumbnail_hash").asText());
            }
            ImageNodes.checkFetchable(Json.text(video, "thumbnail_url"));
        }
    }

    /** With media in the feed the story only names the page. With texts alone it is a complete post. */
    private static void checkStory(JsonNode feed, JsonNode story) {
        boolean film = story.has("video_data");
        if (film && feed.has(VIDEOS)) {
            throw StorySpec.illFormed("video_data cannot stand beside the videos of an asset feed.");
        }
        JsonNode content = StorySpec.content(story);
        if (combinesTexts(feed)) {
            if (!film && !Json.filled(content, "link")) {
                throw StorySpec.linkRequired();
            }
            return;
        }
        List<String> hashes = feed.path(IMAGES).findValuesAsText("hash");
        if (Json.filled(content, "image_hash")
                && hashes.contains(content.path("image_hash").asText())) {
            throw StorySpec.illFormed("it cannot show an image that is in the asset feed, too.");
        }
    }

    static Refusal refused(String reason) {
        return Refusal.parameter(reason).blame(NAME);
    }
}
