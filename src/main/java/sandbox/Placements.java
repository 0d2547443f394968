package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Where ads appear: platforms, and positions on each of them. A platform that is named without positions has all of
 * them, and without {@code publisher_platforms} all platforms are meant. Meta docs, "Placement Targeting" and "Version
 * 26.0".
 */
final class Placements {
    static final String PLATFORMS = "publisher_platforms";
    static final String DEVICES = "device_platforms";

    private static final String FACEBOOK = "facebook";
    private static final String INSTAGRAM = "instagram";
    private static final String STORY = "story";
    private static final String STREAM = "stream";

    private static final Set<String> KNOWN_DEVICES = Rule.words("mobile desktop");
    private static final Set<String> WITH_FEED = Rule.words("marketplace search profile_feed notification");
    private static final Map<String, Set<String>> POSITIONS = positions();

    private Placements() {}

    private static Map<String, Set<String>> positions() {
        Map<String, Set<String>> positions = new LinkedHashMap<>();
        positions.put(
                FACEBOOK,
                Rule.words("feed right_hand_column marketplace story search instream_video facebook_reels"
                        + " facebook_reels_overlay profile_feed notification"));
        positions.put(INSTAGRAM, Rule.words("stream story explore_home reels profile_feed ig_search profile_reels"));
        positions.put("messenger", Rule.words("sponsored_messages"));
        positions.put("audience_network", Rule.words("classic rewarded_video"));
        positions.put("threads", Rule.words("threads_stream"));
        positions.put("whatsapp", Rule.words("status"));
        return positions;
    }

    /** @return name of the field with the positions on a platform */
    private static String field(String platform) {
        return platform + "_positions";
    }

    /** @return the names of all fields that say where ads appear */
    static Set<String> fields() {
        Set<String> fields = new HashSet<>(Set.of(PLATFORMS, DEVICES));
        POSITIONS.keySet().forEach(platform -> fields.add(field(platform)));
        return fields;
    }

    /** Refuses values that Meta does not know (any more). Messenger's stories are dropped without an error since v26. */
    static void checkValues(ObjectNode placements, String blamed) {
        if (placements.path("messenger_positions") instanceof ArrayNode positions) {
            for (int i = positions.size() - 1; i >= 0; i--) {
                if (positions.get(i).asText().equals(STORY)) {
                    positions.remove(i);
                }
            }
        }
        checkAll(placements, PLATFORMS, POSITIONS.keySet(), blamed);
        checkAll(placements, DEVICES, KNOWN_DEVICES, blamed);
        POSITIONS.forEach((platform, known) -> checkAll(placements, field(platform), known, blamed));
    }

    private static void checkAll(ObjectNode placements, String field, Set<String> known, String blamed) {
        if (placements.has(field) && !placements.get(field).isArray()) {
            throw Refusal.parameter("param " + blamed + "[" + field + "] must be an array.")
                    .blame(blamed);
        }
        for (JsonNode value : placements.path(field)) {
            if (!known.contains(value.asText())) {
                throw Refusal.parameter("Param " + blamed + "[" + field + "] must be one of {"
                                + String.join(", ", known) + "}, got \"" + value.asText() + "\"")
                        .blame(blamed);
            }
        }
    }

    /** Some positions come only together with others. */
    static void checkTogether(JsonNode placements, String blamed) {
        Set<String> platforms = platforms(placements);
        Set<String> facebook = positions(placements, FACEBOOK);
        Set<String> instagram = positions(placements, INSTAGRAM);
        if (platforms.equals(Set.of("audience_network"))) {
            throw together("audience_network cannot be the only platform", blamed);
        }
        if (facebook.contains(STORY) && !facebook.contains("feed") && !instagram.contains(STORY)) {
            throw together("story on Facebook needs feed on Facebook or story on Instagram", blamed);
        }
        for (String position : WITH_FEED) {
            if (facebook.contains(position) && !facebook.contains("feed")) {
                throw together(position + " on Facebook needs feed", blamed);
            }
        }
        if (platforms.contains("threads") && !instagram.contains(STREAM)) {
            throw together("threads_stream needs stream on Instagram", blamed);
        }
        if (platforms.contains("whatsapp") && !instagram.contains(STORY)) {
            throw together("status on WhatsApp needs story on Instagram", blamed);
        }
        if (placements.has(PLATFORMS)
                && platforms.contains(INSTAGRAM)
                && Json.texts(placements.path(DEVICES)).equals(Set.of("desktop"))) {
            throw together("Instagram cannot be shown on desktop alone", blamed);
        }
    }

    private static Refusal together(String reason, String blamed) {
        return Refusal.invalid(
                "Placements cannot be used like this", "These placements do not go together: " + reason + ".", blamed);
    }

    /** @return whether Instagram is named as a platform */
    static boolean namesInstagram(JsonNode placements) {
        return Json.texts(placements.path(PLATFORMS)).contains(INSTAGRAM);
    }

    static boolean isRightColumnAlone(JsonNode placements) {
        return platforms(placements).equals(Set.of(FACEBOOK))
                && positions(placements, FACEBOOK).equals(Set.of("right_hand_column"));
    }

    /** @return whether every platform that is named has positions */
    static boolean eachPlatformHasPositions(JsonNode placements) {
        return Json.texts(placements.path(PLATFORMS)).stream()
                .noneMatch(platform -> placements.path(field(platform)).isEmpty());
    }

    /** @return whether the position is named, on whichever platform */
    static boolean names(JsonNode placements, String position) {
        return POSITIONS.keySet().stream().anyMatch(platform -> Json.texts(placements.path(field(platform)))
                .contains(position));
    }

    /** @return what is in effect: {@code effective_publisher_platforms}, {@code effective_facebook_positions}, … */
    static ObjectNode effective(JsonNode placements) {
        ObjectNode effective = Json.object();
        Set<String> platforms = platforms(placements);
        platforms.forEach(effective.putArray("effective_" + PLATFORMS)::add);
        Set<String> devices = Json.texts(placements.path(DEVICES));
        (devices.isEmpty() ? KNOWN_DEVICES : devices).forEach(effective.putArray("effective_" + DEVICES)::add);
        platforms.forEach(platform ->
                positions(placements, platform).forEach(effective.putArray("effective_" + field(platform))::add));
        return effective;
    }

    private static Set<String> platforms(JsonNode placements) {
        Set<String> named = Json.texts(placements.path(PLATFORMS));
        return named.isEmpty() ? POSITIONS.keySet() : named;
    }

    private static Set<String> positions(JsonNode placements, String platform) {
        if (!platforms(placements).contains(platform)) {
            return Set.of();
        }
        Set<String> named = Json.texts(placements.path(field(platform)));
        return named.isEmpty() ? POSITIONS.get(platform) : named;
    }
}
