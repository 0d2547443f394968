package graph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Findings;

import java.util.Map;
import java.util.Set;

/**
 * Parameters of Meta's that a caller adds to an object, and that this service does not know. They are merged with the
 * service's own parameters and can replace none of them.
 */
public final class Extra {

    /** The field of a request. */
    public static final String FIELD = "extra";

    /**
     * Parameters of every call: they say who calls, what is to be done, and how the object is found again after a lost
     * answer.
     */
    private static final Set<String> OF_EVERY_CALL = Set.of(
            "access_token",
            "account_id",
            "adlabels",
            "appsecret_proof",
            "batch",
            "callback",
            "client_id",
            "configured_status",
            "effective_status",
            "execution_options",
            "fields",
            "id",
            "ids",
            "include_headers",
            "method",
            "name",
            "status");

    /** Members that say in whose name an ad is shown; a client may use its own alone, at any depth. */
    private static final Set<String> IDENTITIES = Set.of(
            "page_id",
            "page",
            "page_ids",
            "actor_id",
            "object_id",
            "instagram_actor_id",
            "instagram_user_id",
            "ad_account_id");

    private Extra() {}

    /**
     * Checks what a caller adds.
     *
     * @param owned the further parameters that the service sets for this kind of object, or has fields for
     */
    public static void check(JsonNode extra, Set<String> owned, Findings findings) {
        extra.fieldNames().forEachRemaining(name -> {
            if (OF_EVERY_CALL.contains(name) || owned.contains(name)) {
                findings.refuse(
                        FIELD + "." + name,
                        "is set by this service and cannot stand in extra; where the call has a field for it, use that.");
            }
        });
        checkIdentities(FIELD, extra, findings);
    }

    private static void checkIdentities(String path, JsonNode value, Findings findings) {
        if (value.isArray()) {
            for (int i = 0; i < value.size(); i++) {
                checkIdentities(path + "." + i, value.get(i), findings);
            }
        }
        value.properties().forEach(member -> {
            String place = path + "." + member.getKey();
            if (IDENTITIES.contains(member.getKey())) {
                findings.refuse(
                        place,
                        "says in whose name the ad is shown, which this service sets from the client and the fields of"
                                + " the call.");
            } else {
                checkIdentities(place, member.getValue(), findings);
            }
        });
    }

    /**
     * Merges what a caller adds into the service's own parameters, objects member by member.
     *
     * @param findings where it is noted that a value would replace one of the service's
     */
    public static void merge(ObjectNode fields, JsonNode extra, Findings findings) {
        merge(FIELD, fields, extra, findings);
    }

    private static void merge(String path, ObjectNode fields, JsonNode extra, Findings findings) {
        for (Map.Entry<String, JsonNode> member : extra.properties()) {
            String place = path + "." + member.getKey();
            JsonNode own = fields.get(member.getKey());
            if (own == null) {
                fields.set(member.getKey(), member.getValue());
            } else if (own instanceof ObjectNode object && member.getValue().isObject()) {
                merge(place, object, member.getValue(), findings);
            } else if (!own.equals(member.getValue())) {
                findings.refuse(place, "would replace a value that this service sets from the other fields.");
            }
        }
    }
}
