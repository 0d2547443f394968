package creatives;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Excerpt;
import failures.Findings;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The destination of a creative: its link and the value of its button, which differs by destination. Meta rejects a
 * superfluous key (105/1815630). Meta docs, "Ad Creative Link Data Call To Action Value", "Call Ads", "Website ads that
 * click to message", "Create lead ads".
 *
 * @param type the kind of destination
 * @param link the address of the page; for a call the number, as {@code tel:}
 * @param button the type of the button
 * @param given the caller's {@code destination}; empty if the link is sufficient
 * @param account the account with the page
 */
record Destination(Type type, String link, String button, JsonNode given, Account account) {

    static final String FIELD = "destination";
    static final String BUTTON = "call_to_action";
    static final String LINK = "link";

    /** The kinds of destinations, with their required and optional fields besides {@code type}. */
    enum Type {
        WEBSITE(Set.of(LINK), Set.of(LINK), "LEARN_MORE"),
        LEAD_FORM(Set.of("lead_gen_form_id"), Set.of("lead_gen_form_id", LINK), "LEARN_MORE"),
        WHATSAPP(Set.of(), Set.of(LINK, "whatsapp_number", WELCOME), WHATSAPP_MESSAGE),
        MESSENGER(Set.of(), Set.of(LINK, WELCOME), MESSAGE_PAGE),
        INSTAGRAM_DIRECT(Set.of(), Set.of(LINK, WELCOME), MESSAGE_PAGE),
        CALL(Set.of("phone_number"), Set.of("phone_number"), "CALL_NOW"),
        APP(Set.of("app_store_url"), Set.of("app_store_url", "app_link", "application_id"), "INSTALL_MOBILE_APP"),
        PROFILE(Set.of(LINK), Set.of(LINK), "VIEW_INSTAGRAM_PROFILE");

        private final Set<String> needed;
        private final Set<String> allowed;
        private final String button;

        Type(Set<String> needed, Set<String> allowed, String button) {
            this.needed = needed;
            this.allowed = allowed;
            this.button = button;
        }

        static Type of(JsonNode name) {
            return valueOf(name.asText().toUpperCase(Locale.ROOT));
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String WELCOME = "page_welcome_message";
    private static final String WHATSAPP_MESSAGE = "WHATSAPP_MESSAGE";
    private static final String MESSAGE_PAGE = "MESSAGE_PAGE";
    private static final String NO_BUTTON = "NO_BUTTON";
    private static final String LIKE_PAGE = "LIKE_PAGE";
    private static final String TELEPHONE = "tel:";
    private static final String LEAD_PAGE = "https://fb.me/";
    private static final Set<String> INSTAGRAM_HOSTS = Set.of("ig.me", "instagram.com", "www.instagram.com");
    private static final Set<String> CALLS = Set.of("CALL_NOW", "CALL", "CALL_ME");

    /** Meta docs, "Create lead ads": the buttons that open a form. */
    private static final Set<String> LEAD_BUTTONS =
            Set.of("APPLY_NOW", "DOWNLOAD", "GET_QUOTE", "LEARN_MORE", "SIGN_UP", "SUBSCRIBE");

    /** Buttons for only one kind of destination. */
    private static final Map<String, Set<Type>> BOUND = Map.of(
            "CALL_NOW",
            Set.of(Type.CALL),
            "CALL",
            Set.of(Type.CALL),
            "CALL_ME",
            Set.of(Type.CALL),
            WHATSAPP_MESSAGE,
            Set.of(Type.WHATSAPP),
            MESSAGE_PAGE,
            Set.of(Type.MESSENGER, Type.INSTAGRAM_DIRECT),
            "VIEW_INSTAGRAM_PROFILE",
            Set.of(Type.PROFILE, Type.WEBSITE),
            "VISIT_PROFILE",
            Set.of(Type.PROFILE, Type.WEBSITE));

    /** The buttons of destinations that allow no others. */
    private static final Map<Type, Set<String>> ONLY = Map.of(
            Type.LEAD_FORM, LEAD_BUTTONS,
            Type.CALL, CALLS,
            Type.WHATSAPP, Set.of(WHATSAPP_MESSAGE),
            Type.MESSENGER, Set.of(MESSAGE_PAGE),
            Type.INSTAGRAM_DIRECT, Set.of(MESSAGE_PAGE));

    /** Maximum length of a link in a message. */
    private static final int MOST_OF_A_LINK = 100;

    /** The destination of a request, from {@code destination} or from its link and button. */
    static Destination of(JsonNode input, Account account) {
        JsonNode given = input.path(FIELD);
        String button = input.path(BUTTON).asText(null);
        if (!given.isObject()) {
            String link = input.path(LINK).asText();
            String type = button == null ? Type.WEBSITE.button : button;
            return new Destination(inferred(type, link), link, type, given, account);
        }
        Type type = Type.of(given.path("type"));
        String link = given.path(LINK).asText(input.path(LINK).asText(null));
        return new Destination(
                type,
                switch (type) {
                    case CALL -> TELEPHONE + given.path("phone_number").asText();
                    case APP -> given.path("app_store_url").asText();
                    case LEAD_FORM -> link == null ? LEAD_PAGE : link;
                    case WHATSAPP -> link == null ? "https://api.whatsapp.com/send" : link;
                    case MESSENGER -> link == null ? "https://m.me/" + account.pageId() : link;
                    case INSTAGRAM_DIRECT -> link == null ? "https://www.instagram.com/" : link;
                    default -> link == null ? "" : link;
                },
                button == null ? type.button : button,
                given,
                account);
    }

    private static Type inferred(String button, String link) {
        if (CALLS.contains(button)) {
            return Type.CALL;
        }
        return switch (button) {
            case WHATSAPP_MESSAGE -> Type.WHATSAPP;
            case MESSAGE_PAGE -> isInstagram(link) ? Type.INSTAGRAM_DIRECT : Type.MESSENGER;
            default -> Type.WEBSITE;
        };
    }

    private static boolean isInstagram(String link) {
        try {
            String host = URI.create(link).getHost();
            return host != null && INSTAGRAM_HOSTS.contains(host.toLowerCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            // A link with Meta's macros is not a valid URI.
            return false;
        }
    }

    /** Checks that a request has a destination, and that its button is possible for it. */
    static void check(JsonNode input, Account account, Findings findings) {
        Destination destination = of(input, account);
        if (destination.given.isObject()) {
            destination.checkFields(input, findings);
        } else if (!input.hasNonNull(LINK)) {
            findings.invalid(LINK, "is required, unless there is a destination");
            return;
        }
        destination.checkNumber(input, findings);
        destination.checkButton(BUTTON, destination.button, findings);
        destination.warn(findings);
    }

    private void checkFields(JsonNode input, Findings findings) {
        for (String name : List.copyOf(type.needed)) {
            if (!given.hasNonNull(name) && !(name.equals(LINK) && input.hasNonNull(LINK))) {
                findings.invalid(FIELD + "." + name, "is required for the destination " + type.text());
            }
        }
        given.fieldNames().forEachRemaining(name -> {
            if (!name.equals("type") && !type.allowed.contains(name)) {
                findings.invalid(FIELD + "." + name, "is not a field of the destination " + type.text());
            }
        });
        if (given.hasNonNull(LINK)
                && input.hasNonNull(LINK)
                && !given.path(LINK).equals(input.path(LINK))) {
            findings.invalid(FIELD + "." + LINK, "differs from link; use only one of them");
        }
    }

    private void checkNumber(JsonNode input, Findings findings) {
        boolean telephone = isTelephone(link);
        if (given.isObject()) {
            if (telephone && type != Type.CALL) {
                findings.refuse(LINK, "is a telephone number: use the destination call with phone_number.");
            }
        } else if (type == Type.CALL && !telephone) {
            findings.refuse(
                    LINK,
                    "The button " + button + " calls a number, and the link '" + Excerpt.of(link, MOST_OF_A_LINK)
                            + "' is not a number. Use a link such as tel:+351210000000.");
        } else if (telephone && type != Type.CALL) {
            findings.refuse(
                    LINK,
                    "The link is a telephone number, which the button " + button
                            + " cannot call. Use call_to_action CALL_NOW, or an http or https address.");
        }
    }

    /** Checks the button of the creative or of one of its cards. */
    void checkButton(String path, String name, Findings findings) {
        if (given.isObject() || !path.equals(BUTTON)) {
            Set<String> only = ONLY.get(type);
            Set<Type> bound = BOUND.get(name);
            if (only != null && !only.contains(name)) {
                findings.refuse(
                        path,
                        "The button " + name + " is not possible for the destination " + type.text() + ", which allows "
                                + String.join(", ", only.stream().sorted().toList()) + ".");
            } else if (bound != null && !bound.contains(type)) {
                findings.refuse(
                        path,
                        "The button " + name + " is not possible for the destination " + type.text()
                                + ": it belongs to "
                                + String.join(
                                        " or ",
                                        bound.stream().map(Type::text).sorted().toList())
                                + ".");
            }
        }
        if (!CallToActions.KNOWN.contains(name)) {
            findings.warn(
                    "unknown-call-to-action",
                    "This release does not know the button " + name + "; it was passed on to Meta unchanged.");
        }
    }

    private void warn(Findings findings) {
        if (type == Type.WHATSAPP && account.instagramUserId() != null && !given.hasNonNull(WELCOME)) {
            findings.warn(
                    "no-welcome-message",
                    "Without destination.page_welcome_message Meta may not show the ad on Instagram (1/2875003).");
        }
        if (type == Type.INSTAGRAM_DIRECT && account.instagramUserId() == null) {
            findings.warn(
                    "no-instagram-account",
                    "The client has no Instagram account; without one Meta rejects the ad (1772103).");
        }
    }

    /** The web address of a link ad. It cannot be a telephone number: a call ad links to the client's page. */
    String address() {
        return isTelephone(link) ? "https://www.facebook.com/" + account.pageId() : link;
    }

    /** The button in Meta's format. */
    ObjectNode callToAction() {
        return callToAction(button, link);
    }

    /** The button of a card, which may have its own type and, for a website, its own link. */
    ObjectNode callToAction(String name, String cardLink) {
        ObjectNode action = JsonNodeFactory.instance.objectNode().put("type", name);
        if (name.equals(NO_BUTTON)) {
            // The button has no value at Meta.
            return action;
        }
        ObjectNode value = action.putObject("value");
        if (name.equals(LIKE_PAGE)) {
            value.put("page", account.pageId());
            return action;
        }
        switch (type) {
            case LEAD_FORM -> value.set("lead_gen_form_id", given.get("lead_gen_form_id"));
            case WHATSAPP -> {
                value.put("app_destination", "WHATSAPP");
                copy(value, "whatsapp_number");
            }
            case MESSENGER, INSTAGRAM_DIRECT -> value.put("app_destination", type.name());
            case APP -> {
                value.put(LINK, link);
                copy(value, "app_link");
                if (given.hasNonNull("application_id")) {
                    value.set("application", given.get("application_id"));
                }
            }
            default -> value.put(LINK, cardLink);
        }
        return action;
    }

    /** The button of a video, whose value must include the link, because a video has no other. */
    ObjectNode videoCallToAction(JsonNode displayLink) {
        ObjectNode action = callToAction();
        if (type == Type.LEAD_FORM) {
            ((ObjectNode) action.get("value")).put(LINK, link);
        }
        if (!displayLink.isMissingNode() && action.path("value").has(LINK)) {
            ((ObjectNode) action.get("value")).set("link_caption", displayLink);
        }
        return action;
    }

    /**
     * Returns true if the button's value has more than the link, so that an asset feed must contain the whole value.
     */
    boolean needsValue() {
        return type != Type.WEBSITE && type != Type.PROFILE || button.equals(LIKE_PAGE);
    }

    /** Writes the welcome message of a chat in addition to the link. */
    void writeWelcome(ObjectNode data) {
        copy(data, WELCOME);
    }

    private void copy(ObjectNode to, String name) {
        if (given.hasNonNull(name)) {
            to.set(name, given.get(name));
        }
    }

    private static boolean isTelephone(String link) {
        return link.regionMatches(true, 0, TELEPHONE, 0, TELEPHONE.length());
    }
}
