package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Excerpt;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import jakarta.inject.Singleton;

/**
 * The button of a creative. Each type leads somewhere else, and Meta wants that in a value of its own: most take a web
 * address, a call takes a number, a message names its app, and some take nothing. A key too many is refused
 * (105/1815630). Meta docs, "Ad Creative Link Data Call To Action Value", "Call Ads", "Website ads that click to
 * message"; types that are not named here are passed on, since Meta's list grows.
 */
@Singleton
public class Buttons {

    /** What a message shows of a link. */
    private static final int MOST_OF_A_LINK = 100;

    private static final String DEFAULT_TYPE = "LEARN_MORE";
    private static final String LINK = "link";
    private static final String TELEPHONE = "tel:";
    private static final String NO_BUTTON = "NO_BUTTON";
    private static final String LIKE_PAGE = "LIKE_PAGE";
    private static final String WHATSAPP_MESSAGE = "WHATSAPP_MESSAGE";
    private static final String MESSAGE_PAGE = "MESSAGE_PAGE";
    private static final Set<String> CALLS = Set.of("CALL_NOW", "CALL", "CALL_ME");
    private static final Set<String> INSTAGRAM_HOSTS = Set.of("ig.me", "instagram.com", "www.instagram.com");

    /**
     * Lets a creative pass whose button can lead to its link.
     *
     * @throws Rejected if it cannot
     */
    public void check(JsonNode input) {
        String type = type(input);
        boolean telephone = isTelephone(link(input));
        if (CALLS.contains(type) && !telephone) {
            refuse("The button " + type + " calls a number, and the link '" + Excerpt.of(link(input), MOST_OF_A_LINK)
                    + "' is not a number: give the link as tel: and the number, such as tel:+351210000000.");
        }
        if (telephone && !CALLS.contains(type)) {
            refuse("The link is a telephone number, which the button " + type
                    + " cannot call: use call_to_action CALL_NOW, or an http or https address.");
        }
    }

    /** The button in Meta's words. */
    ObjectNode of(JsonNode input, Account account) {
        String type = type(input);
        ObjectNode button = JsonNodeFactory.instance.objectNode().put("type", type);
        switch (type) {
            case NO_BUTTON -> {
                // Meta takes no value.
            }
            case LIKE_PAGE -> button.putObject("value").put("page", account.pageId());
            case WHATSAPP_MESSAGE -> button.putObject("value").put("app_destination", "WHATSAPP");
            case MESSAGE_PAGE -> button.putObject("value").put("app_destination", messageApp(link(input)));
            default -> button.putObject("value").put(LINK, link(input));
        }
        return button;
    }

    /**
     * The web address of a link ad. It cannot be a telephone number: an ad that calls stands on the client's page.
     */
    String address(JsonNode input, Account account) {
        String link = link(input);
        return isTelephone(link) ? "https://www.facebook.com/" + account.pageId() : link;
    }

    private static String type(JsonNode input) {
        return input.path("call_to_action").asText(DEFAULT_TYPE);
    }

    private static String link(JsonNode input) {
        return input.path(LINK).asText();
    }

    private static boolean isTelephone(String link) {
        return link.regionMatches(true, 0, TELEPHONE, 0, TELEPHONE.length());
    }

    /** The app that the message goes to: that of the link. */
    private static String messageApp(String link) {
        try {
            String host = URI.create(link).getHost();
            return host != null && INSTAGRAM_HOSTS.contains(host.toLowerCase(Locale.ROOT))
                    ? "INSTAGRAM_DIRECT"
                    : "MESSENGER";
        } catch (IllegalArgumentException e) {
            // A link with one of Meta's macros is no URI.
            return "MESSENGER";
        }
    }

    private static void refuse(String detail) {
        throw new Rejected(
                Kind.PREFLIGHT,
                "Meta would refuse the request; it was not sent.",
                List.of(FieldError.ofField(LINK, detail)));
    }
}
