package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rules for changes. Sources: Meta docs, "Ad Set", "Ad", "Ad Creative", "Manage Your Ad Object's Status". */
final class ChangeRules {

    private static final String CAMPAIGN = "campaign";
    private static final String AD_SET = "adset";
    private static final String AD = "ad";
    private static final String CREATIVE = "creative";

    private static final String OTHER_CAMPAIGN = "It is fixed when the campaign is created. Create another campaign.";
    private static final String OTHER_CREATIVE =
            "Only the name of a creative can change. Create another creative and replace"
                    + " it in the ad: PATCH /v1/ads/{ad_id} {\"creative_id\": …}.";

    /** The fields that Meta never changes, each with the alternative. */
    private static final Map<String, Map<String, String>> IMMUTABLE = Map.of(
            CAMPAIGN,
            all(
                    OTHER_CAMPAIGN,
                    "buying_type",
                    "is_skadnetwork_attribution",
                    "iterative_split_test_configs",
                    "smart_promotion_type",
                    "source_campaign_id",
                    "topline_id"),
            AD_SET,
            Map.of(
                    "campaign_id",
                    "An ad set stays in its campaign. Create another ad set in the other campaign.",
                    "is_dynamic_creative",
                    "It is fixed when the ad set is created. Create another ad set."),
            AD,
            Map.of(
                    "adset_id",
                    "An ad stays in its ad set. Create another ad with the same creative in the other ad set.",
                    "campaign_id",
                    "An ad stays in its campaign. Create another ad in an ad set of the other campaign."),
            CREATIVE,
            all(
                    OTHER_CREATIVE,
                    "ai_disclosure",
                    "call_to_action",
                    "cards",
                    "default",
                    "description",
                    "descriptions",
                    "destination",
                    "display_link",
                    "end_card",
                    "enhancements",
                    "headline",
                    "headlines",
                    "image_hash",
                    "instagram_media_id",
                    "instagram_user_id",
                    "keep_order",
                    "link",
                    "media",
                    "media_id",
                    "message",
                    "messages",
                    "multi_advertiser",
                    "object_story_id",
                    "object_story_spec",
                    "rules",
                    "thumbnail",
                    "title",
                    "url_tags",
                    "video_id"));

    /** The create whose preflight rules also apply to the changed object. */
    private static final Map<String, String> CREATES = Map.of(CAMPAIGN, "createCampaign", AD_SET, "createAdSet");

    /** Of an archived object, only the name can change (Meta's error 1885088). */
    private static final Set<String> CHANGEABLE_WHEN_ARCHIVED = Set.of("name");

    private ChangeRules() {}

    private static Map<String, String> all(String sentence, String... fields) {
        Map<String, String> rules = new HashMap<>();
        List.of(fields).forEach(field -> rules.put(field, sentence));
        return Map.copyOf(rules);
    }

    /**
     * Checks the rules that do not depend on the object.
     *
     * @throws Rejected if the request changes nothing, contradicts itself, or names a field that never changes
     */
    static void check(String kind, ObjectNode request) {
        Map<String, String> fixedFields = IMMUTABLE.get(kind);
        List<FieldError> fixed = request.properties().stream()
                .map(Map.Entry::getKey)
                .filter(fixedFields::containsKey)
                .map(field -> FieldError.atPointer("/" + field, "never changes. " + fixedFields.get(field)))
                .toList();
        if (!fixed.isEmpty()) {
            throw new Rejected(
                    Kind.IMMUTABLE_FIELD, "The request has a field that never changes, so it was not sent.", fixed);
        }
        if (request.properties().stream().allMatch(field -> field.getKey().equals("client_id"))) {
            throw invalid("", "must name a field to change");
        }
        if (request.has("targeting") && request.has(Change.TARGETING_PATCH)) {
            throw invalid(
                    "/" + Change.TARGETING_PATCH,
                    "must not be combined with targeting, which replaces the whole audience. Send one of the two.");
        }
        if (Change.BUDGETS.stream().allMatch(request::has)) {
            throw new Rejected(
                    Kind.PREFLIGHT,
                    "Meta would reject the request, so it was not sent.",
                    List.of(FieldError.atPointer(
                            "/lifetime_budget", "A daily and a lifetime budget cannot be combined.")));
        }
    }

    private static Rejected invalid(String pointer, String detail) {
        return new Rejected(
                Kind.INVALID_REQUEST,
                "The request does not match the contract.",
                List.of(FieldError.atPointer(pointer, detail)));
    }

    /**
     * Checks that the object's state allows the change.
     *
     * @throws Conflict if it is archived or deleted
     */
    static void checkState(ObjectNode request, JsonNode current) {
        String status = current.path("status").asText();
        if (status.equals("DELETED")) {
            throw new Conflict("The object is deleted and can no longer be changed. Create another one.");
        }
        boolean onlyName = request.properties().stream()
                .map(Map.Entry::getKey)
                .allMatch(field -> field.equals("client_id")
                        || CHANGEABLE_WHEN_ARCHIVED.contains(field)
                        || field.equals("status") && request.get(field).asText().equals(status));
        if (status.equals("ARCHIVED") && !onlyName) {
            throw new Conflict("The object is archived, which is permanent: it can only be renamed or deleted."
                    + " Create another one.");
        }
    }

    /**
     * Checks the changed object. Existing errors of the object are ignored.
     *
     * @throws Rejected if Meta would reject it
     */
    static void checkResult(String kind, ObjectNode request, JsonNode current) {
        String create = CREATES.get(kind);
        if (create == null) {
            return;
        }
        List<FieldError> faults =
                new ArrayList<>(Preflight.findings(Preflight.RULES, create, Change.merged(request, current)));
        faults.removeAll(Preflight.findings(
                Preflight.RULES, create, Change.merged(JsonNodeFactory.instance.objectNode(), current)));
        ObjectNode end = JsonNodeFactory.instance.objectNode();
        if (request.hasNonNull("end_time")) {
            end.set("end_time", request.get("end_time"));
        }
        faults.addAll(Preflight.findings(Preflight.TIME_RULES, create, end));
        if (!faults.isEmpty()) {
            throw new Rejected(Kind.PREFLIGHT, "Meta would reject the request, so it was not sent.", faults);
        }
    }
}
