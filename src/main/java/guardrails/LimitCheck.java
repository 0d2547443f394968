package guardrails;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import failures.Excerpt;
import failures.FieldError;

import java.math.BigDecimal;
import java.net.IDN;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * Checks a request against limits, field by field. Creates and changes are checked in the same way. All errors are
 * reported at once.
 */
final class LimitCheck {

    /** Fields with an address that the ad may link to. */
    private static final Set<String> LINKS =
            Set.of("link", "website_url", "app_store_url", "link_url", "object_url", "template_url");

    /** Members of {@code geo_locations} that are not lists of places. */
    private static final Set<String> NO_PLACES = Set.of("countries", "location_types");

    /** The budgets that a change of a campaign gives to its ad sets. */
    private static final String OF_AD_SETS = "adset_budgets";

    private static final int MAX_FAULTS = 100;

    /** Maximum depth of a body in the contract. */
    private static final int MAX_DEPTH = 32;

    private final JsonNode limits;
    /** The owner of the limits, for messages. */
    private final String owner;

    private final boolean form;
    /** The pointer of the object that is checked. */
    private String place = "";

    private final List<FieldError> faults = new ArrayList<>();

    private LimitCheck(JsonNode limits, String owner, boolean form) {
        this.limits = limits;
        this.owner = owner;
        this.form = form;
    }

    /**
     * The errors of a request.
     *
     * @param body the body; null if the call has none
     * @param form true if it is a form
     * @param creates true if the call creates what the body describes
     * @param limits the limits of the client or of a key
     * @param owner the owner of the limits, such as {@code client}
     */
    static List<FieldError> faults(ObjectNode body, boolean form, boolean creates, JsonNode limits, String owner) {
        if (body == null) {
            return List.of();
        }
        LimitCheck check = new LimitCheck(limits, owner, form);
        check.object(body);
        // A tree of objects in one request.
        if (body.path("campaign").isObject()) {
            check.place = "/campaign";
            check.object((ObjectNode) body.path("campaign"));
        }
        for (int i = 0; i < body.path("adsets").size(); i++) {
            if (body.path("adsets").get(i) instanceof ObjectNode adSet) {
                check.place = "/adsets/" + i;
                check.object(adSet);
            }
        }
        check.place = "";
        if (limits.has("allowed_link_domains")) {
            check.links(body, "", 0);
        }
        if (creates
                && limits.path("create_status").asText().equals("PAUSED")
                && body.path("status").asText().equals("ACTIVE")) {
            check.add(
                    "/status",
                    "'ACTIVE' is not what the " + owner + "'s limits allow a new object to be",
                    "create_status");
        }
        if (creates && body.path("status").asText().equals("ACTIVE")) {
            check.unweighed("budget.max_daily_total_active");
            check.unweighed("max_active_ads");
        }
        return check.faults;
    }

    private void object(ObjectNode object) {
        budgets(object);
        words(object, "objective", "allowed_objectives", true);
        words(object, "special_ad_categories", "blocked_special_ad_categories", false);
        if (limits.has("allowed_countries")) {
            if (object.path("targeting").isObject()) {
                countries(object, "targeting", true);
            }
            countries(object, "targeting_patch", false);
        }
    }

    /** Limits on totals are checked when an object is set active, not when it is created. */
    private void unweighed(String limit) {
        if (limits.at("/" + limit.replace('.', '/')).isNumber()) {
            add(
                    "/status",
                    "a new object must be paused under the " + owner + "'s limits on all that is active; set it active"
                            + " afterwards, which is weighed",
                    limit);
        }
    }

    private void budgets(ObjectNode body) {
        budget("", body, "daily_budget", "max_daily_per_object", " / day");
        budget("", body, "lifetime_budget", "max_lifetime_per_object", "");
        for (int i = 0; i < body.path(OF_AD_SETS).size(); i++) {
            String place = "/" + OF_AD_SETS + "/" + i;
            budget(place, body.path(OF_AD_SETS).get(i), "daily_budget", "max_daily_per_object", " / day");
            budget(place, body.path(OF_AD_SETS).get(i), "lifetime_budget", "max_lifetime_per_object", "");
        }
        if (body.has(OF_AD_SETS) && limits.at("/budget/max_daily_total_active").isNumber()) {
            add(
                    "/" + OF_AD_SETS,
                    "is not allowed under the " + owner
                            + "'s limit on the budgets of all that is active, which cannot be" + " weighed for it",
                    "budget.max_daily_total_active");
        }
        JsonNode most = limits.at("/budget/require_end_time_above");
        if (!most.isNumber() || body.has("end_time") || body.has("stop_time")) {
            return;
        }
        for (String field : List.of("daily_budget", "lifetime_budget")) {
            if (exceeds(body.path(field), most)) {
                add(
                        "/end_time",
                        "is required by the " + owner + "'s limits where " + field + " is above " + shown(most, ""),
                        "budget.require_end_time_above");
                return;
            }
        }
    }

    private void budget(String place, JsonNode body, String field, String limit, String period) {
        JsonNode most = limits.at("/budget/" + limit);
        if (most.isNumber() && exceeds(body.path(field), most)) {
            add(
                    place + "/" + field,
                    Money.units(body.path(field)).orElseThrow().toPlainString() + " is above the " + owner
                            + "'s limit of " + shown(most, period),
                    "budget." + limit);
        }
    }

    private static boolean exceeds(JsonNode amount, JsonNode most) {
        return Money.units(amount)
                .filter(units -> units.compareTo(BigDecimal.valueOf(most.asLong())) > 0)
                .isPresent();
    }

    private String shown(JsonNode most, String period) {
        return most.asText() + " ("
                + Money.text(most.asLong(), limits.path("currency").asText()) + period + ")";
    }

    /** Checks values against a list that allows or blocks them. */
    private void words(ObjectNode body, String field, String limit, boolean allows) {
        JsonNode list = limits.path(limit);
        JsonNode value = body.path(field);
        if (!list.isArray()) {
            return;
        }
        if (value.isTextual()) {
            word("/" + field, value.textValue(), list, limit, allows);
        }
        for (int i = 0; i < (value.isArray() ? value.size() : 0); i++) {
            word("/" + field + "/" + i, value.get(i).asText(), list, limit, allows);
        }
    }

    private void word(String pointer, String word, JsonNode list, String limit, boolean allows) {
        if (has(list, word) != allows) {
            add(
                    pointer,
                    allows
                            ? quoted(word) + " is not among what the " + owner + "'s limits allow"
                            : quoted(word) + " is blocked by the " + owner + "'s limits",
                    limit);
        }
    }

    private void countries(ObjectNode body, String field, boolean required) {
        JsonNode allowed = limits.path("allowed_countries");
        boolean somewhere = !required;
        String locations = "/" + field + "/geo_locations/";
        for (Map.Entry<String, JsonNode> kind :
                body.path(field).path("geo_locations").properties()) {
            String pointer = locations + kind.getKey();
            boolean countries = kind.getKey().equals("countries");
            for (int i = 0; i < kind.getValue().size() && (countries || !NO_PLACES.contains(kind.getKey())); i++) {
                somewhere = true;
                JsonNode place = kind.getValue().path(i);
                String country =
                        countries ? place.asText() : place.path("country").asText();
                if (!has(allowed, country)) {
                    add(
                            pointer + "/" + i,
                            country.isEmpty()
                                    ? "names no country, and the " + owner
                                            + "'s limits allow some only; name its 'country'"
                                    : quoted(country) + " is not among the countries that the " + owner
                                            + "'s limits allow",
                            "allowed_countries");
                }
            }
        }
        if (!somewhere) {
            add(
                    locations + "countries",
                    "is required, since the " + owner + "'s limits allow some countries only",
                    "allowed_countries");
        }
    }

    private void links(JsonNode node, String pointer, int depth) {
        if (depth > MAX_DEPTH) {
            return;
        }
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                links(node.get(i), pointer + "/" + i, depth + 1);
            }
        }
        node.properties().forEach(field -> {
            String place = pointer + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (LINKS.contains(field.getKey()) && field.getValue().isTextual()) {
                link(place, field.getValue().textValue());
            } else {
                links(field.getValue(), place, depth + 1);
            }
        });
    }

    private void link(String pointer, String address) {
        String host = host(address);
        boolean allowed = host != null
                && StreamSupport.stream(limits.path("allowed_link_domains").spliterator(), false)
                        .map(JsonNode::asText)
                        .anyMatch(domain ->
                                domain.startsWith("*.") ? host.endsWith(domain.substring(1)) : host.equals(domain));
        if (!allowed) {
            add(
                    pointer,
                    host == null
                            ? "leads to no web address, and the " + owner + "'s limits allow some domains only"
                            : quoted(host) + " is not among the domains that the " + owner + "'s limits allow",
                    "allowed_link_domains");
        }
    }

    /** The host as browsers read it: {@code \\} counts as {@code /}, and the part before {@code @} is a user name. */
    static String host(String address) {
        String text = address.strip().replace('\\', '/').toLowerCase(Locale.ROOT);
        if (!text.startsWith("http://") && !text.startsWith("https://")) {
            return null;
        }
        String rest = text.substring(text.indexOf("//") + 2).replaceFirst("^/+", "");
        String authority = rest.split("[/?#]", 2)[0];
        String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":[0-9]*$", "");
        try {
            String ascii = IDN.toASCII(host);
            return ascii.endsWith(".") ? ascii.substring(0, ascii.length() - 1) : ascii;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private void add(String pointer, String detail, String limit) {
        if (faults.size() == MAX_FAULTS) {
            return;
        }
        JsonNode allowed = limits.at("/" + limit.replace('.', '/'));
        FieldError fault = form && pointer.indexOf('/', 1) < 0
                ? FieldError.ofField(pointer.substring(1), detail)
                : FieldError.atPointer(place + pointer, detail);
        faults.add(fault.exceeding(limit, allowed.size() > 50 ? few(allowed) : allowed));
    }

    /** A long list in an error for each of many fields would be larger than the request. */
    private static JsonNode few(JsonNode list) {
        return JsonNodeFactory.instance.textNode(list.size() + " values; see the client's limits");
    }

    private static boolean has(JsonNode list, String word) {
        for (JsonNode value : list) {
            if (value.equals(TextNode.valueOf(word))) {
                return true;
            }
        }
        return false;
    }

    private static String quoted(String word) {
        return "'" + Excerpt.of(word, 100) + "'";
    }
}
