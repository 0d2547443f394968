package creatives;

import campaigns.PlacementRules;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One creative with separate images or videos for some placements, such as 9:16 for stories and 4:5 for feeds: {@code
 * asset_feed_spec} with {@code asset_customization_rules}. Meta docs, "Placement Asset Customization". The rule for all
 * other placements is last, with an empty specification; without it Meta rejects the rules (100/1885923).
 */
final class PlacementsKind implements CreativeKind {

    static final String NAME = "placements";
    private static final String RULES = "rules";
    private static final String DEFAULT = "default";
    private static final String MEDIA = "media";
    private static final String THUMBNAIL = "thumbnail";
    private static final String MESSAGE = "message";
    private static final String HEADLINE = "headline";
    private static final String SPEC = "placements";
    private static final String PRESET = "preset";
    private static final List<String> OVERRIDES = List.of(MESSAGE, HEADLINE, Destination.LINK);

    /** Meta docs, "Asset Feed Spec Options". */
    private static final int MOST_OF_A_MESSAGE = 1024;

    private static final int MOST_OF_A_LINE = 255;
    private static final int MOST_OF_A_SORT = 5;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots(ObjectNode input) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < input.path(RULES).size(); i++) {
            slots(rule(i), input.path(RULES).get(i), slots);
        }
        slots(DEFAULT, input.path(DEFAULT), slots);
        return slots;
    }

    private static void slots(String path, JsonNode of, List<Slot> slots) {
        slots.add(new Slot(path + "." + MEDIA, of.path(MEDIA), Slot.Use.EITHER));
        if (of.hasNonNull(THUMBNAIL)) {
            slots.add(new Slot(path + "." + THUMBNAIL, of.path(THUMBNAIL), Slot.Use.PICTURE));
        }
    }

    private static String rule(int place) {
        return RULES + "." + place;
    }

    @Override
    public void check(Brief brief, Findings findings) {
        Destination.check(brief.input(), brief.account(), findings);
        if (brief.texts().several()) {
            findings.refuse(
                    "messages",
                    "Several texts are only possible in image and video creatives: with them Meta ignores the rules of placements."
                            + " A rule can have a message of its own.");
        }
        checkLength(brief.input(), "", findings);
        OVERRIDES.forEach(field -> checkNumber(brief, field, findings));
        Set<JsonNode> seen = new HashSet<>();
        boolean instagram = false;
        for (int i = 0; i < brief.field(RULES).size(); i++) {
            JsonNode rule = brief.field(RULES).get(i);
            checkRule(rule(i), rule, brief, findings);
            JsonNode placements = placements(rule);
            instagram |= PlacementRules.contains(placements.path(PlacementRules.PLATFORMS), "instagram");
            if (!seen.add(placements)) {
                findings.refuse(rule(i), "has the placements of an earlier rule, which Meta would use instead.");
            }
        }
        if (instagram && brief.instagramUserId() == null) {
            findings.warn(
                    "no-instagram-account",
                    "A rule names Instagram and the client has no Instagram account: Meta takes the creative and refuses"
                            + " the ad (1772103).");
        }
    }

    private static void checkNumber(Brief brief, String field, Findings findings) {
        Set<String> texts = new HashSet<>();
        texts.add(brief.field(field).asText());
        brief.field(RULES)
                .forEach(rule ->
                        texts.add(rule.path(field).asText(brief.field(field).asText())));
        if (texts.size() > MOST_OF_A_SORT) {
            findings.refuse(
                    RULES, "have more than " + MOST_OF_A_SORT + " different values of " + field + ", Meta's limit.");
        }
    }

    private static void checkRule(String path, JsonNode rule, Brief brief, Findings findings) {
        checkLength(rule, path + ".", findings);
        if (rule.hasNonNull(SPEC) == rule.hasNonNull(PRESET)) {
            findings.invalid(path, "must have either placements or preset");
        } else if (rule.hasNonNull(SPEC)) {
            PlacementRules.check(path + "." + SPEC, rule.path(SPEC), findings);
        }
        if (rule.path(MEDIA).equals(brief.field(DEFAULT).path(MEDIA))
                && OVERRIDES.stream().noneMatch(rule::hasNonNull)) {
            findings.refuse(path + "." + MEDIA, "is the same as default.media. Omit the rule, or use another medium.");
        }
    }

    private static void checkLength(JsonNode texts, String path, Findings findings) {
        checkLength(texts, path, MESSAGE, MOST_OF_A_MESSAGE, findings);
        checkLength(texts, path, HEADLINE, MOST_OF_A_LINE, findings);
        checkLength(texts, path, "description", MOST_OF_A_LINE, findings);
    }

    private static void checkLength(JsonNode texts, String path, String field, int most, Findings findings) {
        String text = texts.path(field).asText("");
        if (text.codePointCount(0, text.length()) > most) {
            findings.refuse(path + field, "has more than " + most + " characters, Meta's limit in such a creative.");
        }
    }

    /** A rule's placements, listed or by a preset. */
    private static JsonNode placements(JsonNode rule) {
        return rule.hasNonNull(PRESET) ? PlacementRules.preset(rule.path(PRESET).asText()) : rule.path(SPEC);
    }

    @Override
    public void checkMedia(Brief brief, Assets assets, Findings findings) {
        boolean video = assets.at(DEFAULT + "." + MEDIA).isVideo();
        for (int i = 0; i < brief.field(RULES).size(); i++) {
            JsonNode rule = brief.field(RULES).get(i);
            if (assets.at(rule(i) + "." + MEDIA).isVideo() != video) {
                findings.refuse(
                        rule(i) + "." + MEDIA,
                        "is a " + (video ? "picture" : "video") + " and default.media is a "
                                + (video ? "video" : "picture") + ": Meta takes only the one or only the other.");
            }
            JsonNode placements = placements(rule);
            if (video && PlacementRules.contains(placements.path("instagram_positions"), "explore_home")) {
                findings.refuse(rule(i), "explore_home only accepts images.");
            }
            if (video
                    && placements.path("facebook_positions").size() == 1
                    && PlacementRules.contains(placements.path("facebook_positions"), "right_hand_column")) {
                findings.refuse(rule(i), "The right column only accepts images.");
            }
        }
    }

    @Override
    public void write(Brief brief, Assets assets, ObjectNode creative) {
        Story.identity(brief, creative);
        Destination destination = brief.destination();
        ObjectNode feed = creative.putObject(Story.FEED);
        boolean video = assets.at(DEFAULT + "." + MEDIA).isVideo();
        Labelled media = new Labelled("media");
        Labelled messages = new Labelled("body");
        Labelled headlines = new Labelled("title");
        Labelled links = new Labelled("link");
        ArrayNode rules = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i <= brief.field(RULES).size(); i++) {
            boolean last = i == brief.field(RULES).size();
            JsonNode own = last ? brief.field(DEFAULT) : brief.field(RULES).get(i);
            ObjectNode rule = rules.addObject();
            rule.set("customization_spec", last ? rules.objectNode() : placements(own));
            String path = last ? DEFAULT : rule(i);
            rule.set(video ? "video_label" : "image_label", media.of(asset(assets, path)));
            label(rule, "body_label", messages, text(own, brief, MESSAGE));
            label(rule, "title_label", headlines, text(own, brief, HEADLINE));
            label(rule, "link_url_label", links, own.path(Destination.LINK).asText(destination.address()));
            rule.put("priority", i + 1);
        }
        media.write(feed.putArray(video ? "videos" : "images"), PlacementsKind::writeMedium);
        messages.writeTexts(feed, "bodies");
        headlines.writeTexts(feed, "titles");
        if (brief.input().hasNonNull("description")) {
            feed.putArray("descriptions").addObject().set("text", brief.field("description"));
        }
        links.write(
                feed.putArray("link_urls"), (link, to) -> Feeds.link(to, (String) link, brief.field("display_link")));
        Feeds.button(feed, destination);
        feed.putArray("ad_formats").add(video ? "SINGLE_VIDEO" : "SINGLE_IMAGE");
        feed.put("optimization_type", "PLACEMENT");
        feed.set("asset_customization_rules", rules);
        if (destination.given().hasNonNull("page_welcome_message")) {
            destination.writeWelcome(feed.putObject("additional_data"));
        }
    }

    private static Asset asset(Assets assets, String path) {
        return assets.at(path + "." + MEDIA, path + "." + THUMBNAIL);
    }

    private static String text(JsonNode own, Brief brief, String field) {
        return own.hasNonNull(field)
                ? own.path(field).asText()
                : brief.field(field).asText(null);
    }

    private static void label(ObjectNode rule, String field, Labelled assets, String value) {
        if (value != null) {
            rule.set(field, assets.of(value));
        }
    }

    private static void writeMedium(Object value, ObjectNode to) {
        Asset asset = (Asset) value;
        if (asset.isVideo()) {
            Feeds.video(to, asset);
        } else {
            to.put("hash", asset.imageHash());
        }
    }

    /** Assets of one sort. Meta accepts each value once (1815629), so rules with the same value share its label. */
    private static final class Labelled {

        @FunctionalInterface
        private interface Writer {
            void write(Object value, ObjectNode to);
        }

        private final String sort;
        private final Map<Object, Object> values = new LinkedHashMap<>();
        private final Map<Object, String> labels = new HashMap<>();

        Labelled(String sort) {
            this.sort = sort;
        }

        /** The label of a value. There are few names, for all creatives: an account can have 100,000 labels. */
        ObjectNode of(Object value) {
            Object same = value instanceof Asset asset ? asset.id() : value;
            values.putIfAbsent(same, value);
            String label = labels.computeIfAbsent(same, first -> "asset-" + sort + "-" + (labels.size() + 1));
            return JsonNodeFactory.instance.objectNode().put("name", label);
        }

        void write(ArrayNode list, Writer writer) {
            values.forEach((same, value) -> {
                ObjectNode asset = list.addObject();
                writer.write(value, asset);
                asset.putArray("adlabels").addObject().put("name", labels.get(same));
            });
        }

        void writeTexts(ObjectNode feed, String field) {
            if (!values.isEmpty()) {
                write(feed.putArray(field), (text, to) -> to.put("text", (String) text));
            }
        }
    }
}
