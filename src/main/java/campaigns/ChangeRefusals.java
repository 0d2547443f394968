package campaigns;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Conflict;
import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import graph.GraphException;

import java.util.List;

/**
 * Converts Meta's rejections of changes and deletions to failures that a caller can act on. Meta docs, "Error Codes",
 * "Manage Your Ad Object's Status", and answers captured by users of Meta's SDKs.
 */
final class ChangeRefusals {

    /** The object is already deleted. */
    private static final List<Integer> DELETED = List.of(1487056, 1487566);

    private ChangeRefusals() {}

    /** The failure for the caller; a failure without a better explanation is returned unchanged. */
    static Exception explained(Exception failure) {
        if (!(failure instanceof GraphException.Invalid invalid) || invalid.graph() == null) {
            return failure;
        }
        JsonNode graph = invalid.graph();
        return switch (graph.path("error_subcode").asInt()) {
            case 1487056, 1487566 ->
                new Conflict("The object is deleted or archived and can no longer be changed.", graph);
            case 1885088 -> new Conflict("The object is archived: it can only be renamed or deleted.", graph);
            case 1487007, 1487033 -> new Conflict("The object has ended and can no longer be changed.", graph);
            case 1340029 ->
                new Conflict(
                        "The ad belongs to an ad set with dynamic creative and ends only with it: delete or archive the"
                                + " ad set.",
                        graph);
            case 2490427, 2490468 ->
                new Conflict(
                        "Meta rejected the ad, so it cannot be activated. Give it another creative: PATCH"
                                + " /v1/ads/{ad_id} {\"creative_id\": …}.",
                        graph);
            case 1815573 -> fixed("", "Create another creative, and set it as the ad's creative_id.", graph);
            case 3260011 -> fixed("/promoted_object", "Create another ad set that promotes the other object.", graph);
            case 1815198 -> fixed("/is_dynamic_creative", "Create another ad set.", graph);
            case 1504040, 1885559 -> fixed("/attribution_spec", "Create another ad set.", graph);
            case 1487632 ->
                new Wait(Kind.RATE_LIMITED, Wait.Reason.THROTTLE, BudgetChanges.WINDOW, BudgetChanges.REFUSAL, graph);
            default -> failure;
        };
    }

    private static Rejected fixed(String pointer, String wayOut, JsonNode graph) {
        return new Rejected(
                Kind.IMMUTABLE_FIELD,
                "Meta no longer allows changes of this field. " + wayOut,
                List.of(FieldError.atPointer(pointer, "does not change after publishing. " + wayOut)),
                graph);
    }

    /** Returns true if a deletion was rejected because the object is already deleted. */
    static boolean isDeleted(Exception failure) {
        return failure instanceof GraphException.Invalid invalid
                && invalid.graph() != null
                && DELETED.contains(invalid.graph().path("error_subcode").asInt());
    }
}
