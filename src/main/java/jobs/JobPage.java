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
 * Which jobs a caller wants listed.
 *
 * @param clientId only those of this client; null for all, as with each filter
 * @param status only those of this status
 * @param createdAfter only later ones
 * @param createdBefore only earlier ones
 * @param cursor where the page before ended, or null
 * @param size how many at most
 */
public record JobPage(
        String clientId, String status, String createdAfter, String createdBefore, Cursor cursor, int size) {

    private static final String USUAL_SIZE = "50";

    /**
     * The page that parameters of a call ask for.
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

    /** Where a page ended: callers hand it back without looking into it. */
    public record Cursor(Instant createdAt, UUID jobId) {

        /** What PostgreSQL can compare with reaches further. */
        private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

        static Cursor after(Job last) {
            return new Cursor(last.createdAt(), last.jobId());
        }

        /** The cursor as callers see it. */
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
                    "'cursor' is not one that a list of jobs gave out: take next_cursor as it is.");
        }
    }
}
