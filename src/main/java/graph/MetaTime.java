package graph;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Optional;

/** Meta's notation of times: {@code 2026-05-12T10:45:01-0700}, an offset without a colon. */
public final class MetaTime {

    private static final DateTimeFormatter FORMAT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("XX")
            .toFormatter();

    private static final DateTimeFormatter RFC_3339 = strict("XXX");
    private static final DateTimeFormatter META = strict("XX");

    private MetaTime() {}

    /** Parses a time from Meta; empty if the text is not a time. */
    public static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text, FORMAT).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /**
     * Parses a time from a caller; empty if the text is not a time. RFC 3339 and Meta's notation are accepted, since
     * callers send back what they read at Meta.
     */
    public static Optional<OffsetDateTime> parseEither(String text) {
        boolean colon = text.length() > 3 && text.charAt(text.length() - 3) == ':';
        try {
            return Optional.of(OffsetDateTime.parse(text, colon ? RFC_3339 : META));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** Nothing may follow the offset. */
    private static DateTimeFormatter strict(String offset) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .append(DateTimeFormatter.ISO_LOCAL_DATE)
                .appendLiteral('T')
                .appendPattern("HH:mm:ss")
                .optionalStart()
                .appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true)
                .optionalEnd()
                .appendPattern(offset)
                .toFormatter()
                .withResolverStyle(ResolverStyle.STRICT);
    }
}
