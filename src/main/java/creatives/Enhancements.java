package creatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;
import graph.GraphConfig;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Automatic changes of a creative by Meta, {@code degrees_of_freedom_spec.creative_features_spec}. Since v22 Meta has
 * no switch for all of them, and each version adds keys, so this list belongs to a version. Meta docs, "Advantage+
 * creative"; Meta's API specifications of v26.
 */
@Singleton
public class Enhancements {

    static final String FIELD = "enhancements";
    static final String SPEC = "degrees_of_freedom_spec";
    private static final String FEATURES = "creative_features_spec";
    private static final String STATUS = "enroll_status";
    private static final String OFF = "off";
    private static final String OPT_OUT = "OPT_OUT";

    /** Returned by reads of older creatives, and rejected in creates (3858504). */
    private static final String RETIRED = "standard_enhancements";

    private static final String MULTI_ADVERTISER = "contextual_multi_ads";
    private static final int NEWEST = 26;

    private static final List<String> OF_ALL = words("""
            adapt_to_placement add_text_overlay creative_stickers description_automation enhance_cta inline_comment
            media_type_automation music_generation pac_relaxation product_extensions profile_card
            reveal_details_over_time show_destination_blurbs show_summary site_extensions text_optimizations
            text_translation
            """);
    private static final List<String> OF_PICTURES = words("""
            image_animation image_background_gen image_brightness_and_contrast image_templates image_text_translation
            image_touchups image_uncrop
            """);
    private static final List<String> OF_PICTURES_IN_26 = words("image_banner image_end_card");
    private static final List<String> OF_VIDEOS =
            words("translate_voiceover video_auto_crop video_filtering video_highlights video_uncrop");
    private static final List<String> OF_VIDEOS_IN_26 = words("video_uncrop_9x16_to_9x18");
    private static final List<String> OF_CAROUSELS = words("carousel_to_video");
    private static final List<String> OF_PLACEMENTS_IN_26 = words("pac_genai_recomposition pac_recomposition");

    /** Keys that Meta accepts in addition to those that "off" sends. */
    private static final List<String> FURTHER = words("""
            ads_with_benefits advantage_plus_creative app_highlights audio auto_promotion_tag biz_ai catalog_feed_tag
            customize_product_recommendation cv_transformation dha_optimization dynamic_cta_text
            dynamic_partner_content enable_ncs_testimonials fb_feed_tag fb_reels_tag fb_story_tag
            feed_caption_optimization generate_cta hide_price hyperlink_formatting ig_feed_tag ig_glados_feed
            ig_reels_tag ig_stream_tag ig_video_native_subtitle image_auto_crop image_enhancement
            local_store_extension media_liquidity_animated_image media_order multi_creative_post_carousel
            multi_photo_to_video product_browsing product_metadata_automation product_tags profile_extension
            replace_media_text standard_enhancements_catalog text_extraction_for_headline
            text_extraction_for_tap_target text_formatting_optimization text_generation text_overlay_translation
            video_highlight video_to_image wa_mm_image_filtering wa_mm_text_truncation_length
            """);

    private final String version;
    private final boolean newest;

    @Inject
    public Enhancements(GraphConfig config) {
        this(config.version());
    }

    Enhancements(String version) {
        this.version = version;
        this.newest = major(version) >= NEWEST;
    }

    private static int major(String version) {
        String digits = version.replaceFirst("^v", "").replaceFirst("\\..*$", "");
        return digits.matches("\\d{1,4}") ? Integer.parseInt(digits) : NEWEST;
    }

    private static List<String> words(String text) {
        return List.of(text.trim().split("\\s+"));
    }

    /** The keys that "off" opts out of, by kind of creative. */
    Set<String> off(String kind) {
        boolean picture = !kind.equals(VideoKind.NAME);
        boolean video = !kind.equals(ImageKind.NAME);
        return Stream.of(
                        OF_ALL,
                        picture ? OF_PICTURES : List.<String>of(),
                        picture && newest ? OF_PICTURES_IN_26 : List.<String>of(),
                        video ? OF_VIDEOS : List.<String>of(),
                        video && newest ? OF_VIDEOS_IN_26 : List.<String>of(),
                        kind.equals(CarouselKind.NAME) ? OF_CAROUSELS : List.<String>of(),
                        kind.equals(PlacementsKind.NAME) && newest ? OF_PLACEMENTS_IN_26 : List.<String>of())
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> known() {
        Set<String> known = new TreeSet<>(FURTHER);
        Kinds.NAMES.forEach(kind -> known.addAll(off(kind)));
        return known;
    }

    /** Checks the caller's choice. Unknown keys are passed on, since Meta's list grows. */
    void check(JsonNode wanted, Findings findings) {
        Set<String> known = known();
        wanted.fieldNames().forEachRemaining(key -> {
            if (key.equals(RETIRED)) {
                findings.refuse(
                        FIELD + "." + key,
                        "Meta no longer accepts it (100/3858504). List each enhancement, or use \"off\".");
            } else if (key.equals(MULTI_ADVERTISER)) {
                findings.refuse(FIELD + "." + key, "is not an enhancement at Meta. Use the field multi_advertiser.");
            } else if (!known.contains(key)) {
                findings.warn(
                        "unknown-enhancement",
                        "This release does not know the enhancement '" + key + "'; it was passed on to Meta.");
            }
        });
    }

    /** Writes the caller's choice in Meta's format; without one, Meta decides. */
    void write(JsonNode wanted, String kind, ObjectNode creative) {
        ObjectNode features = JsonNodeFactory.instance.objectNode();
        if (wanted.isObject()) {
            wanted.properties().forEach(key -> features.putObject(key.getKey())
                    .put(STATUS, key.getValue().asText()));
        } else if (OFF.equals(wanted.asText())) {
            off(kind).forEach(key -> features.putObject(key).put(STATUS, OPT_OUT));
        }
        if (!features.isEmpty()) {
            creative.putObject(SPEC).set(FEATURES, features);
        }
    }

    /** The enhancements of a creative that was read, by key. */
    static Map<String, String> read(JsonNode creative) {
        Map<String, String> read = new TreeMap<>();
        creative.path(SPEC).path(FEATURES).properties().forEach(key -> {
            if (key.getValue().hasNonNull(STATUS)) {
                read.put(key.getKey(), key.getValue().path(STATUS).asText());
            }
        });
        return read;
    }

    /** All keys that this release knows, and those that "off" opts out of. */
    public ObjectNode list() {
        ObjectNode list = JsonNodeFactory.instance.objectNode().put("graph_version", version);
        ObjectNode off = list.putObject(OFF);
        Kinds.NAMES.forEach(kind -> off(kind).forEach(off.putArray(kind)::add));
        known().forEach(list.putArray("known")::add);
        return list;
    }
}
