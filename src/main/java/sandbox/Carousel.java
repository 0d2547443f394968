package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashSet;
import java.util.Set;

/** The cards of a post, {@code link_data.child_attachments}. Meta docs, "Carousel Ads" and "Instagram carousel". */
final class Carousel {
    static final String CARDS = "child_attachments";

    private static final int FEWEST = 2;
    private static final int MOST = 10;
    private static final int FEWEST_OF_APP = 3;
    private static final String INSTALL = "INSTALL_MOBILE_APP";
    private static final String END_CARD = "multi_share_end_card";
    private static final String PARAM = StorySpec.NAME + "[link_data][" + CARDS + "]";
    private static final String CALL_TO_ACTION = "call_to_action";
    private static final Set<String> KEYS = Rule.words("""
            android_url call_to_action caption description ig_media_id image_crops image_hash ios_url link
            marketing_message_buttons name picture place_data static_card video_id
            """);

    private final ImageNodes images;
    private final VideoNodes videos;

    Carousel(ImageNodes images, VideoNodes videos) {
        this.images = images;
        this.videos = videos;
    }

    /**
     * Checks the cards, and fills in what Meta does by itself: it reorders cards, and adds one with the page's picture.
     *
     * @param onInstagram whether the post has an identity there, where each card needs a picture of its own
     */
    void check(ObjectNode link, boolean onInstagram, String accountId) {
        JsonNode cards = link.path(CARDS);
        if (cards.isMissingNode()) {
            return;
        }
        if (!cards.isArray() || cards.size() < FEWEST || cards.size() > MOST) {
            throw refused("A carousel must have 2 to 10 cards, got " + cards.size());
        }
        for (JsonNode card : cards) {
            checkCard(card, link, onInstagram, accountId);
        }
        checkForms(link);
        checkApp(link);
        for (String flag : Set.of("multi_share_optimized", END_CARD)) {
            if (!link.has(flag)) {
                link.put(flag, true);
            }
        }
    }

    private void checkCard(JsonNode card, JsonNode link, boolean onInstagram, String accountId) {
        Json.checkKeys(card, KEYS, PARAM);
        if (!Json.filled(card, "link")) {
            throw refused("Each card of a carousel needs a link");
        }
        StorySpec.checkUrl(card.path("link"), PARAM + "[link]");
        boolean video = Json.filled(card, "video_id");
        boolean ownPicture = hasPicture(card);
        if (!ownPicture && (video || onInstagram || !hasPicture(link))) {
            throw refused("Each card of a carousel needs image_hash or picture, with video_id too");
        }
        if (Json.filled(card, "image_hash")) {
            images.checkKnown(accountId, card.path("image_hash").asText());
        }
        ImageNodes.checkFetchable(Json.text(card, "picture"));
        if (video) {
            videos.checkReady(accountId, card.path("video_id").asText());
        }
        CallToAction.check(card.path(CALL_TO_ACTION));
        String target = Json.text(card.path(CALL_TO_ACTION).path("value"), "link");
        if (onInstagram && target != null && !target.equals(Json.text(card, "link"))) {
            throw refused("On Instagram the link of a card's call to action must be the card's link");
        }
    }

    private static boolean hasPicture(JsonNode content) {
        return Json.filled(content, "image_hash") || Json.filled(content, "picture");
    }

    /** All cards of a lead carousel, and the post itself, open the same form. */
    private static void checkForms(JsonNode link) {
        Set<String> forms = new HashSet<>();
        forms.add(CallToAction.form(link.path(CALL_TO_ACTION)).orElse(""));
        link.path(CARDS)
                .forEach(card ->
                        forms.add(CallToAction.form(card.path(CALL_TO_ACTION)).orElse("")));
        if (forms.size() > 1) {
            throw refused("All cards and the carousel itself must have the same lead_gen_form_id");
        }
    }

    /** A carousel for an app: a button for the same app on each of three cards or more, and no end card. */
    private static void checkApp(JsonNode link) {
        JsonNode cards = link.path(CARDS);
        Set<String> apps = new HashSet<>();
        int buttons = 0;
        for (JsonNode card : cards) {
            if (card.path(CALL_TO_ACTION).path("type").asText().equals(INSTALL)) {
                buttons++;
                JsonNode value = card.path(CALL_TO_ACTION).path("value");
                apps.add(value.path("application").asText() + " "
                        + value.path("link").asText());
            }
        }
        if (buttons == 0) {
            return;
        }
        if (cards.size() < FEWEST_OF_APP || buttons < cards.size() || apps.size() > 1) {
            throw refused("A carousel for an app needs 3 cards or more, each with a button for the same app");
        }
        if (link.path(END_CARD).asBoolean(true)) {
            throw refused("A carousel for an app has no end card: set multi_share_end_card to false");
        }
    }

    private static Refusal refused(String reason) {
        return Refusal.parameter(reason).blame(CARDS);
    }
}
