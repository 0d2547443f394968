package campaigns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import failures.FieldError;
import failures.Kind;
import failures.Rejected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

class InsightsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-28T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,       2026-01-01, -,          until,       INVALID_REQUEST
            -,       -,          2026-01-01, since,       INVALID_REQUEST
            -,       2026-01-02, 2026-01-01, until,       INVALID_REQUEST
            -,       2026-02-30, 2026-03-01, since,       INVALID_REQUEST
            last_7d, 2026-01-01, 2026-01-02, date_preset, INVALID_REQUEST
            -,       2023-10-26, 2026-01-01, since,       PREFLIGHT
            """)
    void refusesDaysThatContradictEachOther(String preset, String since, String until, String field, Kind kind) {
        Rejected rejected =
                catchThrowableOfType(Rejected.class, () -> Insights.checkDays(filter(preset, since, until), CLOCK));

        assertThat(rejected.kind()).isEqualTo(kind);
        assertThat(rejected.errors()).extracting(FieldError::field).containsExactly(field);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            -,       -,          -
            last_7d, -,          -
            -,       2026-01-01, 2026-01-01
            -,       2023-10-27, 2026-01-01
            """)
    void acceptsDays(String preset, String since, String until) {
        assertThatCode(() -> Insights.checkDays(filter(preset, since, until), CLOCK))
                .doesNotThrowAnyException();
    }

    private static Map<String, String> filter(String preset, String since, String until) {
        Map<String, String> filter = new HashMap<>();
        filter.put("date_preset", preset);
        filter.put("since", since);
        filter.put("until", until);
        filter.values().removeIf(value -> value == null);
        return filter;
    }
}
