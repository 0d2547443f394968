package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an ad set may optimise for under its campaign's objective, and what it must promote for that. Meta docs, "Ad
 * Campaign Group" (mapping of objectives) and "Ad Account Adsets".
 */
final class Goals {
    static final String NAME = "optimization_goal";

    private static final String PROMOTED = "promoted_object";
    private static final String DESTINATION = "destination_type";

    private static final Set<String> OF_ALL =
            Rule.words("NONE DERIVED_EVENTS AUTOMATIC_OBJECTIVE ADVERTISER_SILOED_VALUE REACH IMPRESSIONS LINK_CLICKS");
    private static final Map<String, Set<String>> BY_OBJECTIVE = Map.of(
            "OUTCOME_AWARENESS", Rule.words("AD_RECALL_LIFT THRUPLAY"),
            "OUTCOME_TRAFFIC",
                    Rule.words("LANDING_PAGE_VIEWS QUALITY_CALL CONVERSATIONS VISIT_INSTAGRAM_PROFILE PROFILE_VISIT"
                            + " PROFILE_AND_PAGE_ENGAGEMENT ENGAGED_PAGE_VIEWS"),
            "OUTCOME_ENGAGEMENT",
                    Rule.words("POST_ENGAGEMENT PAGE_LIKES EVENT_RESPONSES THRUPLAY CONVERSATIONS OFFSITE_CONVERSIONS"
                            + " ENGAGED_USERS LANDING_PAGE_VIEWS QUALITY_CALL SUBSCRIBERS REMINDERS_SET"
                            + " VISIT_INSTAGRAM_PROFILE PROFILE_VISIT PROFILE_AND_PAGE_ENGAGEMENT"
                            + " MESSAGING_DEEP_CONVERSATION_AND_FOLLOW"),
            "OUTCOME_LEADS",
                    Rule.words("LEAD_GENERATION QUALITY_LEAD QUALITY_CALL MEANINGFUL_CALL_ATTEMPT OFFSITE_CONVERSIONS"
                            + " LANDING_PAGE_VIEWS CONVERSATIONS SUBSCRIBERS MESSAGING_APPOINTMENT_CONVERSION"),
            "OUTCOME_SALES",
                    Rule.words("OFFSITE_CONVERSIONS VALUE CONVERSATIONS LANDING_PAGE_VIEWS QUALITY_CALL POST_ENGAGEMENT"
                            + " MEANINGFUL_CALL_ATTEMPT MESSAGING_PURCHASE_CONVERSION"),
            "OUTCOME_APP_PROMOTION",
                    Rule.words("APP_INSTALLS OFFSITE_CONVERSIONS VALUE IN_APP_VALUE"
                            + " APP_INSTALLS_AND_OFFSITE_CONVERSIONS"));

    private static final List<List<String>> PAGE = List.of(List.of("page_id"));
    private static final List<List<String>> APP = List.of(List.of("application_id", "object_store_url"));

    /** Alternatives by goal, each of them a set of members. */
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

    private Goals() {}

    static void check(ObjectNode adSet, ObjectNode campaign) {
        String goal = adSet.path(NAME).asText();
        checkPromoted(goal, adSet.path(PROMOTED));
        checkPost(goal, adSet, campaign);
        Set<String> goals =
                BY_OBJECTIVE.get(campaign.path(CampaignNodes.OBJECTIVE).asText());
        if (goals != null && !goals.contains(goal) && !OF_ALL.contains(goal)) {
            throw Refusal.invalid(
                    "Performance goal isn't available",
                    "The goal " + goal + " cannot be used with the campaign's objective.",
                    NAME);
        }
    }

    private static void checkPromoted(String goal, JsonNode promoted) {
        List<List<String>> alternatives = NEEDED.get(goal);
        if (alternatives == null
                || alternatives.stream()
                        .anyMatch(members -> members.stream().allMatch(member -> Json.filled(promoted, member)))) {
            return;
        }
        throw Refusal.parameter(
                        "promoted_object for " + goal + " must have " + String.join(" and ", alternatives.get(0)))
                .blame(PROMOTED);
    }

    /** Boosting a post. */
    private static void checkPost(String goal, ObjectNode adSet, ObjectNode campaign) {
        String destination = adSet.path(DESTINATION).asText();
        if (!goal.equals("POST_ENGAGEMENT") || !Set.of("ON_AD", "ON_POST").contains(destination)) {
            return;
        }
        if (destination.equals("ON_AD")) {
            throw Refusal.invalid(
                    1815715, "Destination is not supported", "A post is boosted with ON_POST.", DESTINATION);
        }
        if (!Json.filled(adSet.path(PROMOTED), "page_id")) {
            throw Refusal.invalid(
                    1885154, "Promoted object is missing", "Name the page of the post as promoted_object.", PROMOTED);
        }
        if (!Json.filled(adSet, CampaignNodes.BID_STRATEGY) && !Json.filled(campaign, CampaignNodes.BID_STRATEGY)) {
            throw Refusal.invalid(
                    2490487,
                    "Bid strategy is required",
                    "Boosting a post needs a bid_strategy.",
                    CampaignNodes.BID_STRATEGY);
        }
    }
}
