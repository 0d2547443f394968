package campaigns;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Creation;
import graph.GraphRequest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Builds Meta's requests for campaigns, ad sets and ads. Fields that Meta requires and the caller omitted are filled
 * in. Everything is paused unless the caller asked otherwise, so that no money is spent by mistake.
 */
final class Hierarchy {

    private static final String CLIENT_ID = "client_id";
    private static final String STATUS = "status";
    private static final String PAUSED = "PAUSED";

    private Hierarchy() {}

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

    /** The request's fields for Meta: texts unchanged, everything else as JSON. */
    private static Map<String, Object> fields(ObjectNode request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        request.properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (!field.getKey().equals(CLIENT_ID) && !value.isNull()) {
                fields.put(field.getKey(), value.isTextual() ? value.textValue() : value);
            }
        });
        return fields;
    }
}
