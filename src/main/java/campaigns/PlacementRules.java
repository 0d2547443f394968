package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;
import graph.Difference;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rules for placements, platforms and their positions, in the audience of an ad set and in the rules of a creative. The
 * tables in Meta docs, "Placement Targeting", contradict each other, so doubtful combinations only lead to warnings.
 * Unknown positions are passed on, because they change with Meta's versions.
 */
public final class PlacementRules {

    public static final String PLATFORMS = "publisher_platforms";
    private static final String EFFECTIVE = "effective_";
    private static final String FACEBOOK = "facebook_positions";
    private static final String INSTAGRAM = "instagram_positions";
    private static final String MESSENGER = "messenger_positions";
    private static final String THREADS = "threads_positions";
    private static final String WHATSAPP = "whatsapp_positions";

    /** The field of each platform's positions. */
    private static final Map<String, String> POSITIONS = new LinkedHashMap<>();

    static {
        POSITIONS.put("facebook", FACEBOOK);
        POSITIONS.put("instagram", INSTAGRAM);
        POSITIONS.put("messenger", MESSENGER);
        POSITIONS.put("audience_network", "audience_network_positions");
        POSITIONS.put("threads", THREADS);
        POSITIONS.put("whatsapp", WHATSAPP);
    }

    /** Facebook positions that Meta shows only together with the feed. */
    private static final List<String> BESIDE_THE_FEED =
            List.of("marketplace", "search", "profile_feed", "notification");

    private static final Map<String, ObjectNode> PRESETS = Map.of(
            "stories_and_reels",
            preset(List.of("story", "facebook_reels"), List.of("story", "reels", "profile_reels")),
            "feed",
            preset(List.of("feed", "profile_feed"), List.of("stream", "profile_feed")),
            "right_column",
            preset(List.of("right_hand_column"), List.of()));

    private PlacementRules() {}

    private static ObjectNode preset(List<String> facebook, List<String> instagram) {
        ObjectNode preset = JsonNodeFactory.instance.objectNode();
        preset.putArray(PLATFORMS).add("facebook");
        facebook.forEach(preset.putArray(FACEBOOK)::add);
        if (!instagram.isEmpty()) {
            preset.withArrayProperty(PLATFORMS).add("instagram");
            instagram.forEach(preset.putArray(INSTAGRAM)::add);
        }
        return preset;
    }

    /** The placements of a preset. */
    public static ObjectNode preset(String name) {
        return PRESETS.get(name).deepCopy();
    }

    /**
     * Adds warnings about the placements of an audience. Nothing is rejected: Meta decides, and reading the ad set back
     * shows the placements that Meta dropped without an error.
     */
    static void warn(JsonNode targeting, Findings findings) {
        checkRemoved("targeting", targeting, findings, false);
        warnOfCombinations(targeting, findings);
    }

    /** Returns true if an audience names placements. */
    static boolean areNamed(JsonNode targeting) {
        return POSITIONS.values().stream().anyMatch(targeting::hasNonNull);
    }

    /** The fields that show which placements of an ad set are in effect. */
    static String fieldsInEffect() {
        return "targeting{" + PLATFORMS + ",effective_" + PLATFORMS + ","
                + POSITIONS.values().stream()
                        .map(field -> field + "," + EFFECTIVE + field)
                        .collect(Collectors.joining(","))
                + "}";
    }

    /**
     * The placements that an audience names and Meta does not show ads in: Meta drops some without an error.
     *
     * @param sent the audience as it was sent
     * @param read the audience of {@link #fieldsInEffect}
     */
    static List<Difference> dropped(JsonNode sent, JsonNode read) {
        List<Difference> dropped = new ArrayList<>();
        Stream.concat(Stream.of(PLATFORMS), POSITIONS.values().stream())
                .filter(field -> sent.path(field).isArray())
                .forEach(field -> {
                    JsonNode inEffect = read.has(EFFECTIVE + field) ? read.path(EFFECTIVE + field) : read.path(field);
                    for (JsonNode value : sent.path(field)) {
                        if (!contains(inEffect, value.asText())) {
                            dropped.add(new Difference("targeting." + field, value.asText(), null));
                        }
                    }
                });
        return dropped;
    }

    /** Checks the placements of a rule. */
    public static void check(String path, JsonNode placements, Findings findings) {
        JsonNode platforms = placements.path(PLATFORMS);
        if (platforms.isEmpty()) {
            findings.refuse(path + "." + PLATFORMS, "A rule names at least one platform.");
        }
        POSITIONS.forEach((platform, field) -> {
            boolean chosen = contains(platforms, platform);
            if (chosen && placements.path(field).isEmpty()) {
                findings.refuse(path + "." + field, "is required, because the platform " + platform + " is chosen.");
            } else if (!chosen && placements.hasNonNull(field)) {
                findings.refuse(path + "." + field, "needs the platform " + platform + " in " + PLATFORMS + ".");
            }
        });
        checkRemoved(path, placements, findings, true);
    }

    private static void checkRemoved(String path, JsonNode placements, Findings findings, boolean refuse) {
        if (contains(placements.path(FACEBOOK), "video_feeds")) {
            removed(path + "." + FACEBOOK, "video_feeds ended with v24 of Meta's API.", findings, refuse);
        }
        if (contains(placements.path(INSTAGRAM), "explore")) {
            removed(
                    path + "." + INSTAGRAM,
                    "explore ended with v26 of Meta's API; explore_home takes its place.",
                    findings,
                    refuse);
        }
        if (contains(placements.path(MESSENGER), "story")) {
            findings.warn("placement-dropped", "Meta drops messenger_positions story since v26 without an error.");
        }
        if (contains(placements.path(MESSENGER), "messenger_home")) {
            removed(path + "." + MESSENGER, "messenger_home has ended.", findings, refuse);
        }
    }

    private static void removed(String path, String sentence, Findings findings, boolean refuse) {
        if (refuse) {
            findings.refuse(path, sentence);
        } else {
            findings.warn("placement-removed", path + ": " + sentence);
        }
    }

    private static void warnOfCombinations(JsonNode placements, Findings findings) {
        JsonNode platforms = placements.path(PLATFORMS);
        JsonNode facebook = placements.path(FACEBOOK);
        JsonNode instagram = placements.path(INSTAGRAM);
        boolean feed = contains(facebook, "feed");
        boolean instagramStory = contains(instagram, "story");
        if (contains(facebook, "story") && !feed && !instagramStory) {
            needs(findings, "facebook_positions story", "facebook_positions feed or instagram_positions story");
        }
        for (String position : BESIDE_THE_FEED) {
            if (contains(facebook, position) && !feed) {
                needs(findings, "facebook_positions " + position, "facebook_positions feed");
            }
        }
        if (contains(placements.path(THREADS), "threads_stream") && !contains(instagram, "stream")) {
            needs(findings, "threads_positions threads_stream", "instagram_positions stream");
        }
        if (contains(placements.path(WHATSAPP), "status") && !instagramStory) {
            needs(findings, "whatsapp_positions status", "instagram_positions story");
        }
        if (platforms.size() == 1 && contains(platforms, "audience_network")) {
            needs(findings, "publisher_platforms audience_network", "another platform");
        }
        JsonNode devices = placements.path("device_platforms");
        if (contains(platforms, "instagram") && devices.size() == 1 && contains(devices, "desktop")) {
            needs(findings, "publisher_platforms instagram", "device_platforms mobile");
        }
    }

    private static void needs(Findings findings, String what, String other) {
        findings.warn("placement-needs-another", "Meta takes " + what + " only together with " + other + ".");
    }

    public static boolean contains(JsonNode list, String value) {
        for (JsonNode entry : list) {
            if (entry.asText().equals(value)) {
                return true;
            }
        }
        return false;
    }
}
