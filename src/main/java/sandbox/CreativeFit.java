package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Checks a creative against the ad set that an ad puts it into. Meta accepts such a creative and refuses the ad. Meta
 * docs, "Error Codes", "Dynamic Creative", "Lead Ads".
 */
final class CreativeFit {
    private static final String BLAMED = "creative";
    private static final String GOAL = "optimization_goal";
    private static final Set<String> LEAD_GOALS = Set.of("LEAD_GENERATION", "QUALITY_LEAD");
    private static final Set<String> NO_DYNAMIC_GOALS = Set.of("CONVERSATIONS");

    private CreativeFit() {}

    static void check(ObjectNode creative, ObjectNode adSet) {
        checkInstagram(creative, adSet);
        checkLink(creative);
        checkForm(creative, adSet);
        checkDynamic(creative, adSet);
        checkPage(creative, adSet);
        checkStore(creative, adSet);
        checkRightColumn(creative, adSet);
    }

    private static void checkInstagram(ObjectNode creative, ObjectNode adSet) {
        boolean shown = Placements.namesInstagram(adSet.path("targeting"))
                || AssetRules.nameInstagram(creative.path(AssetFeed.NAME));
        if (shown && !CreativeNodes.hasInstagramIdentity(creative)) {
            throw Refusal.invalid(
                    1772103,
                    "Instagram Account Is Missing",
                    "Select an Instagram account to represent your business on Instagram, or remove the placement.",
                    BLAMED);
        }
    }

    private static void checkLink(ObjectNode creative) {
        JsonNode feed = creative.path(AssetFeed.NAME);
        JsonNode story = creative.path(StorySpec.NAME);
        boolean linked = !feed.path(AssetFeed.LINKS).isEmpty()
                || Json.filled(StorySpec.content(story), "link")
                || story.has("video_data");
        if (feed.isObject() && !linked) {
            throw Refusal.invalid(
                    1885800, "Link is missing", "The asset feed of the ad needs at least one of link_urls.", BLAMED);
        }
    }

    /** {@code call_to_action_types} cannot carry a form, only {@code call_to_actions} have a value. */
    private static void checkForm(ObjectNode creative, ObjectNode adSet) {
        boolean forms = LEAD_GOALS.contains(adSet.path(GOAL).asText())
                && adSet.path("destination_type").asText("ON_AD").equals("ON_AD");
        boolean existing = creative.has(Posts.POST) || creative.has(Posts.INSTAGRAM);
        if (!forms || existing && !creative.has("call_to_action")) {
            return;
        }
        List<JsonNode> buttons = new ArrayList<>();
        buttons.add(creative.path("call_to_action"));
        buttons.add(StorySpec.content(creative.path(StorySpec.NAME)).path("call_to_action"));
        creative.path(AssetFeed.NAME).path("call_to_actions").forEach(buttons::add);
        if (buttons.stream().noneMatch(button -> CallToAction.form(button).isPresent())) {
            throw Refusal.invalid(
                    3390001,
                    "Missing Lead Form",
                    "An ad for leads needs a creative with a lead form in its call to action.",
                    BLAMED);
        }
    }

    private static void checkDynamic(ObjectNode creative, ObjectNode adSet) {
        boolean dynamicSet = adSet.path("is_dynamic_creative").asBoolean();
        boolean dynamic = AssetFeed.isDynamic(creative.path(AssetFeed.NAME));
        if (dynamic && !dynamicSet) {
            throw Refusal.invalid(
                    1885998,
                    "Dynamic creative in an ordinary ad set",
                    "The creative needs an ad set with is_dynamic_creative.",
                    BLAMED);
        }
        if (!dynamic && dynamicSet) {
            throw Refusal.invalid(
                    1885852,
                    "Ordinary creative in a dynamic ad set",
                    "The ad set takes dynamic creatives only.",
                    BLAMED);
        }
        if (dynamic && NO_DYNAMIC_GOALS.contains(adSet.path(GOAL).asText())) {
            throw Refusal.invalid(
                    1885392,
                    "Dynamic creative does not go with the goal",
                    "Choose another optimization goal, or an ordinary creative.",
                    BLAMED);
        }
    }

    private static void checkPage(ObjectNode creative, ObjectNode adSet) {
        String promoted = Json.text(adSet.path("promoted_object"), "page_id");
        if (promoted != null
                && Posts.page(creative).filter(page -> !page.equals(promoted)).isPresent()) {
            throw Refusal.invalid(
                    1885029,
                    "The post is of another page",
                    "The post's page and the page that the ad set promotes must be the same.",
                    BLAMED);
        }
    }

    /** The link of an app ad is the address of the app that its ad set promotes. */
    private static void checkStore(ObjectNode creative, ObjectNode adSet) {
        String store = Json.text(adSet.path("promoted_object"), "object_store_url");
        JsonNode content = StorySpec.content(creative.path(StorySpec.NAME));
        String button = Json.text(content.path("call_to_action").path("value"), "link");
        String link = Json.filled(content, "link") ? Json.text(content, "link") : button;
        if (adSet.path(GOAL).asText().equals("APP_INSTALLS") && link != null && !link.equals(store)) {
            throw Refusal.invalid(
                    "The link is not the app's",
                    "The link of the ad must be the object_store_url of its ad set.",
                    BLAMED);
        }
    }

    private static void checkRightColumn(ObjectNode creative, ObjectNode adSet) {
        boolean video = creative.path(StorySpec.NAME).has("video_data")
                || creative.path(AssetFeed.NAME).has(AssetFeed.VIDEOS);
        if (video && Placements.isRightColumnAlone(adSet.path("targeting"))) {
            throw Refusal.invalid(
                    "Video in the right column", "Videos cannot be shown in the right column alone.", BLAMED);
        }
    }
}
