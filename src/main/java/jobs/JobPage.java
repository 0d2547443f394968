package jobs;

import calls.PageCursor;
import failures.Rejected;

import java.util.Map;

/**
 * A page of a list of jobs.
 *
 * @param clientId only jobs of this client; null for all, as in each filter
 * @param status only jobs of this status
 * @param createdAfter only later jobs
 * @param createdBefore only earlier jobs
 * @param cursor the end of the previous page, or null
 * @param size maximum number of jobs
 */
public record JobPage(
        String clientId, String status, String createdAfter, String createdBefore, PageCursor cursor, int size) {

    private static final String USUAL_SIZE = "50";

    /**
     * The page that the parameters of a call request.
     *
     * @throws Rejected if the cursor is not from this service
     */
    public static JobPage of(Map<String, String> parameters) {
        return new JobPage(
                parameters.get("client_id"),
                parameters.get("status"),
                parameters.get("created_after"),
                parameters.get("created_before"),
                PageCursor.decode(parameters.get("cursor")),
                Integer.parseInt(parameters.getOrDefault("limit", USUAL_SIZE)));
    }

    /** Returns true if only partial jobs are requested; the database stores them as failed. */
    boolean isPartial() {
        return JobStatus.PARTIAL.sql().equals(status);
    }
}
