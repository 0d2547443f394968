package jobs;

import failures.Kind;
import failures.Rejected;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

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
        String clientId, String status, String createdAfter, String createdBefore, Cursor cursor, int size) {

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
                Cursor.decode(parameters.get("cursor")),
                Integer.parseInt(parameters.getOrDefault("limit", USUAL_SIZE)));
    }

    /** Whether only jobs are wanted of whose items some have failed; the database has them as failed. */
    boolean isPartial() {
        return JobStatus.PARTIAL.sql().equals(status);
    }

    /** The end of a page, opaque for callers. */
    public record Cursor(Instant createdAt, UUID jobId) {

        /** Beyond the range that PostgreSQL can compare with. */
        private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

        static Cursor after(Job last) {
            return new Cursor(last.createdAt(), last.jobId());
        }

        /** The cursor for callers. */
        public String encode() {
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString((createdAt + " " + jobId).getBytes(StandardCharsets.UTF_8));
        }

        static Cursor decode(String text) {
            if (text == null) {
                return null;
            }
            try {
                String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
                Instant createdAt = Instant.parse(parts[0]);
                if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(LATEST)) {
                    throw invalid();
                }
                return new Cursor(createdAt, UUID.fromString(parts[1]));
            } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
                throw invalid();
            }
        }

        private static Rejected invalid() {
            return Rejected.field(
                    Kind.INVALID_REQUEST,
                    "cursor",
                    "'cursor' is not a cursor of a list of jobs. Send next_cursor unchanged.");
        }
    }
}
