package media;

import calls.PageCursor;

import java.util.Map;

/**
 * The requested page of media; a filter that is null does not filter.
 *
 * @param clientId only media of this client
 * @param sha256 only media with these bytes
 * @param cursor where the previous page ended, or null
 * @param size maximum number of media
 */
record MediaPage(String clientId, String sha256, String kind, String status, PageCursor cursor, int size) {

    private static final String USUAL_SIZE = "50";

    /**
     * The page that a call requests.
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
