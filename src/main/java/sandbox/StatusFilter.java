package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Which statuses an edge shows: those in {@code effective_status}, by default all but archived and deleted ones.
 * Deleted objects are read by id alone.
 */
final class StatusFilter {
    private static final String NAME = "effective_status";

    private StatusFilter() {}

    static boolean shows(IncomingCall request, String effectiveStatus) {
        if (effectiveStatus.equals(Entity.DELETED)) {
            return false;
        }
        if (!request.params().has(NAME) && Filtering.byStatus(request.params())) {
            return true; // the filter itself says which
        }
        if (!request.params().has(NAME)) {
            return !effectiveStatus.equals(Entity.ARCHIVED);
        }
        boolean asked = false;
        for (JsonNode status : request.params().list(NAME)) {
            asked |= status.asText().equals(effectiveStatus);
        }
        return asked;
    }

    /** Refuses a filter for deleted objects. */
    static void check(Params params) {
        if (params.has(NAME)) {
            for (JsonNode status : params.list(NAME)) {
                if (status.asText().equals(Entity.DELETED)) {
                    throw Refusal.parameter("Deleted objects cannot be listed; read them by id")
                            .blame(NAME);
                }
            }
        }
    }
}
