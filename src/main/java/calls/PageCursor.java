package calls;

import failures.Kind;
import failures.Rejected;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.UUID;

/** The cursor of a list, newest first: where the previous page ended. It is opaque to callers. */
public record PageCursor(Instant createdAt, UUID id) {

    /** PostgreSQL can compare later times too. */
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    /** The cursor for callers. */
    public String encode() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((createdAt + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Parses the cursor of a caller; null stays null.
     *
     * @throws Rejected if it is not from this service
     */
    public static PageCursor decode(String text) {
        if (text == null) {
            return null;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ");
            Instant createdAt = Instant.parse(parts[0]);
            if (createdAt.isBefore(Instant.EPOCH) || createdAt.isAfter(LATEST)) {
                throw invalid();
            }
            return new PageCursor(createdAt, UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            throw invalid();
        }
    }

    private static Rejected invalid() {
        return Rejected.field(
                Kind.INVALID_REQUEST,
                "cursor",
                "'cursor' is not one that this list gave out: take next_cursor as it is.");
    }
}
