package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.Optional;
import java.util.Set;

/** The button of a creative: {@code {"type","value"}}. Meta docs, "Ad Creative" and "Error Codes". */
final class CallToAction {
    private static final Set<String> TYPES = Rule.words("""
            ADD_TO_CART APPLY_NOW ASK_ABOUT_SERVICES ASK_FOR_MORE_INFO AUDIO_CALL BOOK_A_CONSULTATION
            BOOK_NOW BOOK_TRAVEL BROWSE_SHOP BUY BUY_NOW BUY_TICKETS BUY_VIA_MESSAGE CALL CALL_ME CALL_NOW
            CHAT_WITH_US CONFIRM CONTACT CONTACT_US DONATE DONATE_NOW DOWNLOAD EVENT_RSVP FIND_A_GROUP
            FIND_OUT_MORE FIND_YOUR_GROUPS FOLLOW_NEWS_STORYLINE FOLLOW_PAGE FOLLOW_USER GET_A_QUOTE
            GET_DETAILS GET_DIRECTIONS GET_IN_TOUCH GET_OFFER GET_OFFER_VIEW GET_PROMOTIONS GET_QUOTE
            GET_SHOWTIMES GET_STARTED INQUIRE_NOW INSTALL_APP INSTALL_MOBILE_APP JOIN_CHANNEL LEARN_MORE
            LIKE_PAGE LISTEN_MUSIC LISTEN_NOW MAKE_AN_APPOINTMENT MESSAGE_PAGE MOBILE_DOWNLOAD NO_BUTTON
            OPEN_INSTANT_APP OPEN_LINK ORDER_NOW PAY_TO_ACCESS PLAY_GAME PLAY_GAME_ON_FACEBOOK
            PURCHASE_GIFT_CARDS RAISE_MONEY RECORD_NOW REFER_FRIENDS REQUEST_TIME SAY_THANKS SEE_MORE
            SEE_SHOP SELL_NOW SEND_A_GIFT SEND_GIFT_MONEY SEND_UPDATES SHARE SHOP_NOW SHOP_WITH_AI SIGN_UP
            SOTTO_SUBSCRIBE START_ORDER SUBSCRIBE SWIPE_UP_PRODUCT SWIPE_UP_SHOP TRY_DEMO TRY_ON_WITH_AI
            UPDATE_APP USE_APP USE_MOBILE_APP VIDEO_ANNOTATION VIDEO_CALL VIEW_CART VIEW_CHANNEL
            VIEW_IN_CART VIEW_PRODUCT VISIT_PAGES_FEED VISIT_WEBSITE WATCH_LIVE_VIDEO WATCH_MORE WATCH_VIDEO
            WHATSAPP_MESSAGE WOODHENGE_SUPPORT VIEW_INSTAGRAM_PROFILE VISIT_PROFILE
            """);
    private static final Set<String> LEAD_TYPES =
            Rule.words("APPLY_NOW DOWNLOAD GET_QUOTE LEARN_MORE SIGN_UP SUBSCRIBE");
    private static final Set<String> VALUE_KEYS = Rule.words("""
            link lead_gen_form_id app_link application page link_caption whatsapp_number product_link
            app_destination event_id link_format object_store_urls android_url ios_url
            land_on_whatsapp_catalog land_on_whatsapp_profile
            """);

    private static final String LINK = "link";
    private static final String FORM = "lead_gen_form_id";
    private static final String APP = "app_destination";
    private static final Set<String> MESSAGES = Set.of("WHATSAPP_MESSAGE", "MESSAGE_PAGE");
    private static final Set<String> APPS = Rule.words("MESSENGER INSTAGRAM_DIRECT WHATSAPP");

    private CallToAction() {}

    static void check(JsonNode callToAction) {
        if (callToAction.isMissingNode() || callToAction.isNull()) {
            return;
        }
        checkType(callToAction.path("type"), StorySpec.NAME);
        JsonNode value = callToAction.path("value");
        value.fieldNames().forEachRemaining(key -> {
            if (!VALUE_KEYS.contains(key)) {
                throw surplus(key);
            }
        });
        checkValue(callToAction.path("type").asText(), value);
    }

    static void checkType(JsonNode type, String blamed) {
        if (!TYPES.contains(type.asText())) {
            throw Refusal.invalid(
                    1373054,
                    "Call To Action Type Is Invalid",
                    "The call to action of the creative cannot be read: its type is unknown.",
                    blamed);
        }
    }

    /** @return the lead form that the button opens */
    static Optional<String> form(JsonNode callToAction) {
        return Optional.ofNullable(Json.text(callToAction.path("value"), FORM)).filter(form -> !form.isEmpty());
    }

    /** Meta docs, "Call Ads", "Website ads that click to message", "Lead Ads". */
    private static void checkValue(String type, JsonNode value) {
        if (MESSAGES.contains(type)) {
            if (value.has(LINK)) {
                throw surplus(LINK);
            }
            if (!APPS.contains(value.path(APP).asText())) {
                throw Refusal.parameter("The call to action " + type + " needs app_destination, one of {"
                                + String.join(", ", APPS) + "}")
                        .blame(StorySpec.NAME);
            }
        }
        if (Json.filled(value, FORM) && !LEAD_TYPES.contains(type)) {
            throw Refusal.parameter(
                            "The call to action of a lead form must be one of {" + String.join(", ", LEAD_TYPES) + "}")
                    .blame(StorySpec.NAME);
        }
        if (type.equals("CALL_NOW") && !value.path(LINK).asText().matches("(?i)tel:\\+?[0-9][0-9().-]+")) {
            throw Refusal.parameter("The call to action CALL_NOW needs a telephone number as link, tel:…")
                    .blame(StorySpec.NAME);
        }
        if (type.equals("LIKE_PAGE") && value.has(LINK)) {
            throw surplus(LINK);
        }
    }

    private static Refusal surplus(String key) {
        return new Refusal(105, "Invalid parameter")
                .subcode(1815630)
                .user("Too Many Parameters", "The call to action value has a surplus field: " + key)
                .blame(StorySpec.NAME);
    }
}
