package sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** Times as the Graph API writes and reads them: {@code 2026-05-12T10:45:01-0700}, in the ad account's zone. */
final class GraphTime {
    static final ZoneId ACCOUNT_ZONE = ZoneId.of("America/Los_Angeles");

    private static final DateTimeFormatter GRAPH = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ssZ", Locale.ROOT);

    private static final DateTimeFormatter SPOKEN =
            DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss z", Locale.US);

    private GraphTime() {}

    static String format(Instant time) {
        return GRAPH.format(time.atZone(ACCOUNT_ZONE));
    }

    /** @return the time in the form of token errors */
    static String spoken(Instant time) {
        return SPOKEN.format(time.atZone(ACCOUNT_ZONE));
    }

    /**
     * @param text seconds since 1970, or an ISO 8601 time or day (without an offset: in the account's zone)
     * @return empty where it is none of these
     */
    static Optional<Instant> parse(String text) {
        try {
            if (text.matches("\\d{1,12}")) {
                return Optional.of(Instant.ofEpochSecond(Long.parseLong(text)));
            }
            if (text.matches(".*[+-]\\d{4}") && text.contains("T")) {
                return Optional.of(OffsetDateTime.parse(text, GRAPH).toInstant());
            }
            if (text.matches(".*T.*(Z|[+-]\\d{2}:\\d{2})")) {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            }
            if (text.contains("T") || text.contains(" ")) {
                return Optional.of(LocalDateTime.parse(text.replace(' ', 'T'))
                        .atZone(ACCOUNT_ZONE)
                        .toInstant());
            }
            return Optional.of(LocalDate.parse(text).atStartOfDay(ACCOUNT_ZONE).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
