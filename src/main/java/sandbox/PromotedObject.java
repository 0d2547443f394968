package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.util.List;
import java.util.Map;

/**
 * What an ad set must promote for its goal, where one goal means one thing (Meta docs, "Ad Account Adsets"). Each goal
 * has alternatives, each of them a set of members.
 */
final class PromotedObject {
    private static final List<List<String>> PAGE = List.of(List.of("page_id"));
    private static final List<List<String>> APP = List.of(List.of("application_id", "object_store_url"));

    private static final Map<String, List<List<String>>> NEEDED = Map.of(
            "OFFSITE_CONVERSIONS",
                    List.of(
                            List.of("pixel_id", "custom_event_type"),
                            List.of("application_id", "object_store_url"),
                            List.of("custom_conversion_id"),
                            List.of("product_set_id")),
            "LEAD_GENERATION", PAGE,
            "QUALITY_LEAD", PAGE,
            "PAGE_LIKES", PAGE,
            "AD_RECALL_LIFT", PAGE,
            "APP_INSTALLS", APP);

    private PromotedObject() {}

    static void check(String goal, JsonNode promoted) {
        List<List<String>> alternatives = NEEDED.get(goal);
        if (alternatives == null
                || alternatives.stream()
                        .anyMatch(members -> members.stream().allMatch(member -> Json.filled(promoted, member)))) {
            return;
        }
        throw GraphError.parameter(
                        "promoted_object for " + goal + " must have " + String.join(" and ", alternatives.get(0)))
                .blame("promoted_object");
    }
}
