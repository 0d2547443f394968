package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/**
 * Which assets of a feed are shown where, or in which language: {@code asset_customization_rules}. Each rule names
 * assets by their labels. Meta docs, "Placement Asset Customization".
 *
 * <p>Sources disagree on whether there must be a rule for all other placements. The sandbox takes the stricter reading:
 * one rule has an empty {@code customization_spec} and the highest {@code priority} number, which is the lowest
 * priority.
 */
final class AssetRules {
    private static final String SPEC = "customization_spec";
    private static final String LOCALES = "locales";
    private static final String LANGUAGE = "LANGUAGE";
    private static final int SEGMENTS_DEPRECATED = 2715;
    private static final Set<String> TYPES = Set.of("PLACEMENT", "ASSET_CUSTOMIZATION", "FORMAT_AUTOMATION", LANGUAGE);
    private static final Set<String> AUDIENCE = Set.of("age_min", "age_max", "geo_locations", LOCALES);

    /** The list of assets for each label of a rule. */
    private static final Map<String, String> SLOTS = new TreeMap<>(Map.of(
            "image_label", AssetFeed.IMAGES,
            "video_label", AssetFeed.VIDEOS,
            "carousel_label", "carousels",
            "body_label", "bodies",
            "title_label", "titles",
            "description_label", "descriptions",
            "link_url_label", AssetFeed.LINKS,
            "caption_label", "captions",
            "call_to_action_label", "call_to_actions",
            "call_to_action_type_label", "call_to_action_types"));

    private AssetRules() {}

    static void check(JsonNode feed) {
        JsonNode rules = feed.path(AssetFeed.RULES);
        String type = feed.path(AssetFeed.TYPE).asText();
        if (AssetFeed.combinesTexts(feed)) {
            return; // the rules are kept and have no effect
        }
        if (rules.isEmpty()) {
            if (type.equals("PLACEMENT") || type.equals(LANGUAGE)) {
                throw noDefault("There are no asset customization rules.");
            }
            return;
        }
        if (!TYPES.contains(type)) {
            throw new Refusal(
                            SEGMENTS_DEPRECATED,
                            "(#2715) Segment Asset Customization API has been deprecated. Set optimization_type.")
                    .blame(AssetFeed.NAME);
        }
        if (rules.size() < 2) {
            throw noDefault("There must be at least two asset customization rules.");
        }
        boolean languages = type.equals(LANGUAGE);
        if (languages) {
            checkLanguages(rules);
        } else {
            checkAssets(feed);
            checkDefault(rules);
        }
        Set<String> known = new HashSet<>(SLOTS.keySet());
        known.addAll(Set.of(SPEC, "priority", "is_default"));
        for (JsonNode rule : rules) {
            Json.checkKeys(rule, known, AssetFeed.NAME + "[asset_customization_rules]");
            checkLabels(rule, feed);
            if (!languages) {
                checkPlacements(rule, feed);
            }
        }
    }

    private static void checkAssets(JsonNode feed) {
        if (feed.has(AssetFeed.IMAGES) && feed.has(AssetFeed.VIDEOS)) {
            throw AssetFeed.refused("Images and videos cannot be mixed with asset customization rules");
        }
        for (String single : Set.of("descriptions", "call_to_action_types")) {
            if (feed.path(single).size() > 1) {
                throw AssetFeed.refused("Only one of " + single + " is allowed with asset customization rules");
            }
        }
    }

    private static void checkDefault(JsonNode rules) {
        JsonNode last = null;
        long lowest = Long.MIN_VALUE;
        long empty = 0;
        for (int i = 0; i < rules.size(); i++) {
            JsonNode rule = rules.get(i);
            if (!rule.path(SPEC).isObject()) {
                throw AssetFeed.refused("Each of asset_customization_rules needs a customization_spec");
            }
            long priority = rule.path("priority").asLong(i + 1L);
            if (priority >= lowest) {
                lowest = priority;
                last = rule;
            }
            empty += rule.path(SPEC).isEmpty() ? 1 : 0;
        }
        if (empty != 1 || !last.path(SPEC).isEmpty()) {
            throw noDefault("One rule must have an empty customization_spec and the lowest priority.");
        }
    }

    private static Refusal noDefault(String message) {
        return Refusal.invalid(1885923, "Missing Default Asset Customization Rule", message, AssetFeed.NAME);
    }

    private static void checkLanguages(JsonNode rules) {
        long defaults = StreamSupport.stream(rules.spliterator(), false)
                .filter(rule -> rule.path("is_default").asBoolean())
                .count();
        if (defaults != 1) {
            throw noDefault("One language must be the default.");
        }
        for (JsonNode rule : rules) {
            if (rule.path(SPEC).path(LOCALES).isEmpty()) {
                throw AssetFeed.refused("Each rule of a language needs locales");
            }
        }
    }

    private static void checkLabels(JsonNode rule, JsonNode feed) {
        boolean media = false;
        for (Map.Entry<String, String> slot : SLOTS.entrySet()) {
            if (!rule.has(slot.getKey())) {
                continue;
            }
            String label = rule.path(slot.getKey()).path("name").asText();
            JsonNode assets = feed.path(slot.getValue());
            long named = StreamSupport.stream(assets.spliterator(), false)
                    .filter(asset ->
                            asset.path("adlabels").findValuesAsText("name").contains(label))
                    .count();
            if (named == 0) {
                throw Refusal.invalid(
                        2446173,
                        "Label not found",
                        "The rule's " + slot.getKey() + " names \"" + label + "\", which no asset has.",
                        AssetFeed.NAME);
            }
            if (named > 1) {
                throw Refusal.invalid(
                        1885878,
                        "Several assets for one rule",
                        "The label \"" + label + "\" stands for several of " + slot.getValue() + ".",
                        AssetFeed.NAME);
            }
            media |= Set.of(AssetFeed.IMAGES, AssetFeed.VIDEOS, "carousels").contains(slot.getValue());
        }
        if (!media) {
            throw AssetFeed.refused("Each of asset_customization_rules needs the label of an image, video or carousel");
        }
    }

    private static void checkPlacements(JsonNode rule, JsonNode feed) {
        ObjectNode spec = (ObjectNode) rule.path(SPEC);
        if (spec.isEmpty()) {
            return;
        }
        Set<String> known = new HashSet<>(Placements.fields());
        known.addAll(AUDIENCE);
        spec.fieldNames().forEachRemaining(key -> {
            if (!known.contains(key)) {
                throw Refusal.invalid(
                        1885985, "Unsupported targeting", "A rule cannot depend on " + key + ".", AssetFeed.NAME);
            }
        });
        if (spec.path(Placements.PLATFORMS).isEmpty() || !Placements.eachPlatformHasPositions(spec)) {
            throw AssetFeed.refused(
                    "Each customization_spec needs publisher_platforms, and positions on each of the platforms");
        }
        Placements.checkValues(spec, AssetFeed.NAME);
        boolean single = feed.path(AssetFeed.FORMATS).path(0).asText().equals("SINGLE_IMAGE");
        if (!single && Placements.names(spec, "explore_home")) {
            throw AssetFeed.refused("explore_home is only possible with the format SINGLE_IMAGE");
        }
    }

    /** @return whether some rule is for Instagram */
    static boolean nameInstagram(JsonNode feed) {
        return StreamSupport.stream(feed.path(AssetFeed.RULES).spliterator(), false)
                .anyMatch(rule -> Placements.namesInstagram(rule.path(SPEC)));
    }
}
