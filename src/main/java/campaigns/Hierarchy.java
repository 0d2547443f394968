package campaigns;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;
import graph.Creation;
import graph.Extra;
import graph.GraphRequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds Meta's requests for campaigns, ad sets and ads. Fields that Meta requires and the caller omitted are filled
 * in. Everything is paused unless the caller asked otherwise, so that no money is spent by mistake.
 */
final class Hierarchy {

    private static final String CLIENT_ID = "client_id";
    private static final String STATUS = "status";
    private static final String PAUSED = "PAUSED";

    /**
     * Parameters that cannot be added to a request: those that the service sets or checks as fields of its own, those
     * that would create further objects, and amounts of money.
     */
    private static final Map<String, Set<String>> OWNED = Map.of(
            "Campaign",
            Set.of(
                    "objective",
                    "special_ad_categories",
                    "special_ad_category_country",
                    "daily_budget",
                    "lifetime_budget",
                    "spend_cap",
                    "adset_budgets",
                    "adset_bid_amounts",
                    "bid_strategy",
                    "buying_type",
                    "is_adset_budget_sharing_enabled",
                    "promoted_object",
                    "smart_promotion_type"),
            "AdSet",
            Set.of(
                    "campaign_id",
                    "campaign_spec",
                    "billing_event",
                    "optimization_goal",
                    "targeting",
                    "bid_amount",
                    "bid_constraints",
                    "bid_strategy",
                    "daily_budget",
                    "lifetime_budget",
                    "daily_min_spend_target",
                    "daily_spend_cap",
                    "lifetime_min_spend_target",
                    "lifetime_spend_cap",
                    "promoted_object",
                    "start_time",
                    "end_time"),
            "Ad",
            Set.of("adset_id", "adset_spec", "campaign_spec", "creative", "creative_id", "bid_amount"));

    private Hierarchy() {}

    /**
     * Checks that the {@code extra} of a request replaces no parameter of the service.
     *
     * @throws failures.Rejected if it would
     */
    static void checkExtra(String operation, ObjectNode request) {
        extra(operation, request).raise();
    }

    /** The errors in the {@code extra} of a request. */
    static Findings extra(String operation, ObjectNode request) {
        Findings findings = new Findings(false);
        JsonNode extra = request.path(Extra.FIELD);
        Extra.check(extra, OWNED.get(operation.replaceFirst("^(create|change)", "")), findings);
        extra.fieldNames().forEachRemaining(name -> {
            if (request.has(name)) {
                findings.refuse(Extra.FIELD + "." + name, "is given as a field of the call too.");
            }
        });
        return findings;
    }

    /**
     * A campaign. Without a campaign budget Meta requires a choice whether ad sets share their budgets (since v24,
     * error 4834011); special ad categories are its only formally required field.
     */
    static Creation campaign(ObjectNode request, String clientId, Account account, String key) {
        Map<String, Object> fields = fields(request);
        fields.putIfAbsent(STATUS, PAUSED);
        fields.putIfAbsent("special_ad_categories", List.of("NONE"));
        if (!fields.containsKey("daily_budget") && !fields.containsKey("lifetime_budget")) {
            fields.putIfAbsent("is_adset_budget_sharing_enabled", false);
        }
        return creation(Creation.Kind.CAMPAIGN, request, clientId, account, key, fields);
    }

    /** An ad set. Since v23 Meta requires a choice whether its audience may be widened (error 1870227). */
    static Creation adSet(ObjectNode request, String clientId, Account account, String key) {
        Map<String, Object> fields = fields(request);
        fields.putIfAbsent(STATUS, PAUSED);
        ObjectNode targeting = request.get("targeting").deepCopy();
        ObjectNode automation = targeting.withObjectProperty("targeting_automation");
        if (!automation.has("advantage_audience")) {
            automation.put("advantage_audience", 0);
        }
        fields.put("targeting", targeting);
        return creation(Creation.Kind.ADSET, request, clientId, account, key, fields);
    }

    /** An ad, which connects a creative to an ad set. */
    static Creation ad(ObjectNode request, String clientId, Account account, String key) {
        Map<String, Object> fields = fields(request);
        fields.putIfAbsent(STATUS, PAUSED);
        Object creativeId = fields.remove("creative_id");
        fields.put("creative", Map.of("creative_id", creativeId));
        return creation(Creation.Kind.AD, request, clientId, account, key, fields);
    }

    private static Creation creation(
            Creation.Kind kind,
            ObjectNode request,
            String clientId,
            Account account,
            String key,
            Map<String, Object> fields) {
        String parent = kind.parentField() == null
                ? null
                : request.path(kind.parentField()).asText();
        String name = request.path("name").asText();
        return new Creation(kind, key, clientId, null, parent, name, GraphRequest.create(account, kind.edge(), fields));
    }

    /** The request's fields, and what it adds to them, for Meta: texts unchanged, everything else as JSON. */
    private static Map<String, Object> fields(ObjectNode request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        request.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (!field.getKey().equals(CLIENT_ID) && !field.getKey().equals(Extra.FIELD) && !value.isNull()) {
                fields.put(field.getKey(), parameter(value));
            }
        });
        request.path(Extra.FIELD)
                .properties()
                .forEach(field -> fields.put(field.getKey(), parameter(field.getValue())));
        return fields;
    }

    private static Object parameter(JsonNode value) {
        return value.isTextual() ? value.textValue() : value;
    }
}
