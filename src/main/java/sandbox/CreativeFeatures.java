package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.Set;

/**
 * What Meta may change in a creative: {@code degrees_of_freedom_spec.creative_features_spec}, {@code
 * contextual_multi_ads}, and whether it discloses the use of AI, {@code generative_asset_spec}. Meta docs, "Advantage+
 * Creative".
 *
 * <p>Meta drops an opt-in to a feature for which the creative is not eligible, without an error. Here a feature of
 * images needs an image, one of videos a video, and likewise for carousels, placement rules and catalogues.
 */
final class CreativeFeatures {
    static final String NAME = "degrees_of_freedom_spec";

    private static final String FEATURES = "creative_features_spec";
    private static final String STATUS = "enroll_status";
    private static final String OPT_IN = "OPT_IN";
    private static final Set<String> STATUSES = Set.of(OPT_IN, "OPT_OUT");
    private static final String DEFAULT_ON = "adapt_to_placement";
    private static final String RETIRED = "standard_enhancements";

    private static final Set<String> KNOWN = Rule.words("""
            adapt_to_placement add_text_overlay ads_with_benefits advantage_plus_creative app_highlights audio
            auto_promotion_tag biz_ai carousel_to_video catalog_feed_tag creative_stickers
            customize_product_recommendation cv_transformation description_automation dha_optimization dynamic_cta_text
            dynamic_partner_content enable_ncs_testimonials enhance_cta fb_feed_tag fb_reels_tag fb_story_tag
            feed_caption_optimization generate_cta hide_price hyperlink_formatting ig_feed_tag ig_glados_feed
            ig_reels_tag ig_stream_tag ig_video_native_subtitle image_animation image_auto_crop image_background_gen
            image_banner image_brightness_and_contrast image_end_card image_enhancement image_templates
            image_text_translation image_touchups image_uncrop inline_comment local_store_extension
            media_liquidity_animated_image media_order media_type_automation multi_creative_post_carousel
            multi_photo_to_video music_generation pac_genai_recomposition pac_recomposition pac_relaxation
            product_browsing product_extensions product_metadata_automation product_tags profile_card
            profile_extension replace_media_text reveal_details_over_time show_destination_blurbs show_summary
            site_extensions standard_enhancements_catalog text_extraction_for_headline text_extraction_for_tap_target
            text_formatting_optimization text_generation text_optimizations text_overlay_translation text_translation
            translate_voiceover video_auto_crop video_filtering video_highlight video_highlights video_to_image
            video_uncrop video_uncrop_9x16_to_9x18 wa_mm_image_filtering wa_mm_text_truncation_length
            """);

    private CreativeFeatures() {}

    static void check(ObjectNode values) {
        JsonNode features = values.path(NAME).path(FEATURES);
        if (features.has(RETIRED)) {
            throw Refusal.invalid(
                    3858504,
                    "Standard enhancements is no longer supported",
                    "Opt in to each creative feature on its own.",
                    NAME);
        }
        Json.checkKeys(features, KNOWN, NAME + "[" + FEATURES + "]");
        features.properties().forEach(feature -> checkStatus(feature.getValue(), feature.getKey(), NAME));
        if (features instanceof ObjectNode spec) {
            spec.properties()
                    .removeIf(
                            feature -> feature.getValue().path(STATUS).asText().equals(OPT_IN)
                                    && !eligible(feature.getKey(), values));
        }
        if (values.has("contextual_multi_ads")) {
            checkStatus(values.get("contextual_multi_ads"), "", "contextual_multi_ads");
        }
        JsonNode disclosure = values.path("generative_asset_spec")
                .path("transparency_metadata")
                .path("self_disclosure");
        if (!disclosure.isMissingNode() && !STATUSES.contains(disclosure.asText())) {
            throw Refusal.parameter("Param generative_asset_spec[transparency_metadata][self_disclosure] must be one"
                            + " of {OPT_IN, OPT_OUT}")
                    .blame("generative_asset_spec");
        }
    }

    private static void checkStatus(JsonNode feature, String name, String param) {
        if (!STATUSES.contains(feature.path(STATUS).asText())) {
            throw Refusal.parameter("Param " + param + (name.isEmpty() ? "" : "[" + FEATURES + "][" + name + "]")
                            + "[enroll_status] must be one of {OPT_IN, OPT_OUT}")
                    .blame(param);
        }
    }

    private static boolean eligible(String feature, ObjectNode creative) {
        JsonNode content = StorySpec.content(creative.path(StorySpec.NAME));
        JsonNode feed = creative.path(AssetFeed.NAME);
        boolean video = Json.filled(content, "video_id") || feed.has(AssetFeed.VIDEOS);
        if (feature.startsWith("carousel_")) {
            return content.has(Carousel.CARDS);
        }
        if (feature.startsWith("pac_")) {
            return feed.has(AssetFeed.RULES);
        }
        if (feature.startsWith("product_") || feature.contains("catalog")) {
            return creative.has("product_set_id");
        }
        if (feature.startsWith("video_") || feature.equals("translate_voiceover")) {
            return video;
        }
        return !feature.startsWith("image_") || !video;
    }

    /** Shows the feature that is on by default. */
    static void show(ObjectNode view) {
        ObjectNode features = view.withObjectProperty(NAME).withObjectProperty(FEATURES);
        if (!features.has(DEFAULT_ON)) {
            features.putObject(DEFAULT_ON).put(STATUS, OPT_IN);
        }
    }
}
