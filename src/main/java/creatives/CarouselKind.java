package creatives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A carousel of two to ten cards: {@code link_data.child_attachments}. Meta docs, "Carousel Ads". */
final class CarouselKind implements CreativeKind {

    static final String NAME = "carousel";
    private static final String CARDS = "cards";
    private static final String MEDIA = "media";
    private static final String THUMBNAIL = "thumbnail";
    private static final int FEWEST_OF_AN_APP = 3;
    private static final int LONGEST_VIDEO_MS = 120_000;
    private static final double SAME_RATIO = 0.03;
    private static final double FULL_SCREEN = 9.0 / 16;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<Slot> slots(ObjectNode input) {
        List<Slot> slots = new ArrayList<>();
        for (int i = 0; i < input.path(CARDS).size(); i++) {
            JsonNode card = input.path(CARDS).get(i);
            slots.add(new Slot(path(i, MEDIA), card.path(MEDIA), Slot.Use.EITHER));
            if (card.hasNonNull(THUMBNAIL)) {
                slots.add(new Slot(path(i, THUMBNAIL), card.path(THUMBNAIL), Slot.Use.PICTURE));
            }
        }
        return slots;
    }

    private static String path(int card, String field) {
        return CARDS + "." + card + "." + field;
    }

    @Override
    public void check(Brief brief, Findings findings) {
        Destination.check(brief.input(), brief.account(), findings);
        if (brief.texts().several()) {
            findings.refuse("messages", "Several texts are only possible in image and video creatives.");
        }
        Destination destination = brief.destination();
        boolean app = destination.type() == Destination.Type.APP;
        if (destination.type() == Destination.Type.CALL && brief.instagramUserId() != null) {
            findings.refuse(
                    destination.given().isObject() ? Destination.FIELD : Destination.LINK,
                    "On Instagram the button of a card opens the card's link, and cannot call a number.");
        }
        Set<String> headlines = new HashSet<>();
        boolean repeated = false;
        for (int i = 0; i < brief.field(CARDS).size(); i++) {
            JsonNode card = brief.field(CARDS).get(i);
            if (card.hasNonNull(Destination.BUTTON)) {
                destination.checkButton(
                        path(i, Destination.BUTTON),
                        card.path(Destination.BUTTON).asText(),
                        findings);
            }
            if (app
                    && card.hasNonNull(Destination.LINK)
                    && !card.path(Destination.LINK).asText().equals(destination.link())) {
                findings.refuse(
                        path(i, Destination.LINK),
                        "All cards of a carousel for an app must link to the app's store page, destination.app_store_url.");
            }
            if (card.path(Destination.LINK).asText("").startsWith("tel:")) {
                findings.refuse(path(i, Destination.LINK), "A card must link to an http or https address.");
            }
            repeated |= card.hasNonNull("headline")
                    && !headlines.add(card.path("headline").asText());
        }
        if (app && brief.field(CARDS).size() < FEWEST_OF_AN_APP) {
            findings.refuse(CARDS, "A carousel for an app must have at least " + FEWEST_OF_AN_APP + " cards.");
        }
        if (app && brief.field("end_card").asBoolean(false)) {
            findings.refuse("end_card", "A carousel for an app cannot have an end card.");
        }
        if (repeated) {
            findings.warn(
                    "card-headlines-repeat",
                    "Meta's reports identify cards by their headline, but some cards have the same one.");
        }
    }

    @Override
    public void checkMedia(Brief brief, Assets assets, Findings findings) {
        Double first = null;
        boolean differ = false;
        for (int i = 0; i < brief.field(CARDS).size(); i++) {
            Asset asset = assets.at(path(i, MEDIA));
            if (asset.isVideo() && asset.durationMs() != null && asset.durationMs() > LONGEST_VIDEO_MS) {
                findings.warn(
                        "card-video-long", "The video of card " + i + " is longer than the 120 s that Meta shows.");
            }
            if (asset.width() == null || asset.height() == null || asset.height() == 0) {
                continue;
            }
            double ratio = (double) asset.width() / asset.height();
            first = first == null ? ratio : first;
            differ |= Math.abs(ratio / first - 1) > SAME_RATIO;
            if (Math.abs(ratio / FULL_SCREEN - 1) < SAME_RATIO) {
                findings.warn(
                        "card-full-screen",
                        "Card " + i + " is 9:16, which Meta only accepts for a carousel in stories.");
            }
        }
        if (differ) {
            findings.warn("card-ratios-differ", "Meta expects one ratio for all cards, and crops the others.");
        }
    }

    @Override
    public void write(Brief brief, Assets assets, ObjectNode creative) {
        Destination destination = brief.destination();
        ObjectNode link = Story.link(brief, Story.identity(brief, creative));
        Story.put(link, "name", brief.field("headline"));
        Story.put(link, "description", brief.field("description"));
        link.put("multi_share_optimized", !brief.field("keep_order").asBoolean(false));
        boolean app = destination.type() == Destination.Type.APP;
        link.put("multi_share_end_card", brief.field("end_card").asBoolean(!app));
        ArrayNode cards = link.putArray("child_attachments");
        for (int i = 0; i < brief.field(CARDS).size(); i++) {
            writeCard(
                    brief.field(CARDS).get(i),
                    assets.at(path(i, MEDIA), path(i, THUMBNAIL)),
                    destination,
                    cards.addObject());
        }
        if (brief.input().hasNonNull("portrait")) {
            creative.putObject("portrait_customizations").set("carousel_delivery_mode", brief.field("portrait"));
        }
    }

    /** On Instagram the link of a card's button must be the card's. */
    private static void writeCard(JsonNode input, Asset asset, Destination destination, ObjectNode card) {
        String link = input.path(Destination.LINK).asText(destination.address());
        card.put("link", link);
        Story.put(card, "name", input.path("headline"));
        Story.put(card, "description", input.path("description"));
        asset.write(card, "picture");
        String button = input.path(Destination.BUTTON).asText(destination.button());
        boolean calls = destination.type() == Destination.Type.CALL;
        card.set("call_to_action", destination.callToAction(button, calls ? destination.link() : link));
        if (input.path("fixed").asBoolean(false)) {
            card.put("static_card", true);
        }
    }
}
