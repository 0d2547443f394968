package campaigns;

import calls.ApiCall;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.GraphRequest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/**
 * Meta's review of an ad. Meta never reports an approval: an ad has passed when its status is neither pending nor a
 * rejection (Meta docs, "Ad", {@code effective_status}). The decision can change later.
 *
 * @param effectiveStatus Meta's status
 * @param feedback Meta's reasons, or null
 * @param issues the issues that prevent delivery; empty if there are none
 */
public record AdReview(State state, String effectiveStatus, JsonNode feedback, JsonNode issues) {

    /** The state of a review. */
    public enum State {
        IN_REVIEW,
        PASSED,
        REJECTED,
        WITH_ISSUES,
        UNKNOWN;

        /** Returns true if Meta has decided. */
        public boolean isDecided() {
            return this == PASSED || this == REJECTED || this == WITH_ISSUES;
        }
    }

    /** The fields of an ad that determine the review. */
    public static final String FIELDS = "id,account_id,adset_id,effective_status,issues_info,ad_review_feedback";

    /** The review of an ad that was read with {@link #FIELDS}. */
    public static AdReview of(JsonNode ad) {
        String status = ad.path("effective_status").asText("");
        JsonNode feedback = ad.path("ad_review_feedback");
        JsonNode issues = ad.path("issues_info");
        return new AdReview(
                state(status),
                status,
                feedback.isEmpty() ? null : feedback,
                issues.isArray() ? issues : JsonNodeFactory.instance.arrayNode());
    }

    private static State state(String effectiveStatus) {
        return switch (effectiveStatus) {
            case "PENDING_REVIEW", "IN_PROCESS" -> State.IN_REVIEW;
            case "ACTIVE", "PAUSED", "CAMPAIGN_PAUSED", "ADSET_PAUSED", "PREAPPROVED", "PENDING_BILLING_INFO" ->
                State.PASSED;
            case "DISAPPROVED" -> State.REJECTED;
            case "WITH_ISSUES" -> State.WITH_ISSUES;
            default -> State.UNKNOWN;
        };
    }

    /** Reads the ad. */
    public static void read(ApiCall call) {
        call.about(call.parameter("ad_id"));
        call.ask(GraphRequest.read(call.account(), call.objectId(), FIELDS));
    }

    /** Answers with the ad's review. */
    public static void show(ApiCall call) {
        call.reply(of(call.answer()).shown(call.objectId(), Instant.now()));
    }

    /** The review as shown to callers. */
    ObjectNode shown(String adId, Instant checkedAt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ad_id", adId);
        json.put("state", state.name().toLowerCase(Locale.ROOT));
        json.put("effective_status", effectiveStatus);
        json.set("feedback", feedback);
        json.set("issues", issues);
        return json.put("checked_at", checkedAt.truncatedTo(ChronoUnit.MILLIS).toString());
    }
}
