package media;

import calls.PageCursor;

import java.util.Map;

/**
 * Which media a caller wants listed.
 *
 * @param clientId only those of this client; null for all, as with each filter
 * @param sha256 only those of these bytes
 * @param cursor where the page before ended, or null
 * @param size how many at most
 */
record MediaPage(String clientId, String sha256, String kind, String status, PageCursor cursor, int size) {

    private static final String USUAL_SIZE = "50";

    /**
     * The page that parameters of a call ask for.
     *
     * @throws failures.Rejected if the cursor is not from this service
     */
    static MediaPage of(Map<String, String> parameters) {
        return new MediaPage(
                parameters.get("client_id"),
                parameters.get("sha256"),
                parameters.get("kind"),
                parameters.get("status"),
                PageCursor.decode(parameters.get("cursor")),
                Integer.parseInt(parameters.getOrDefault("limit", USUAL_SIZE)));
    }
}
