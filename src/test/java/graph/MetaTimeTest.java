package graph;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class MetaTimeTest {

    @ParameterizedTest
    @CsvSource({
        "2026-01-31T10:00:00Z, 2026-01-31T10:00:00Z",
        "2026-01-31t10:00:00.123456789z, 2026-01-31T10:00:00.123456789Z",
        "2026-01-31T10:00:00-07:00, 2026-01-31T17:00:00Z",
        "2026-01-31T10:00:00-0700, 2026-01-31T17:00:00Z",
        "2026-01-31T10:00:00.5+0530, 2026-01-31T04:30:00.5Z",
        "2028-02-29T00:00:00+0000, 2028-02-29T00:00:00Z"
    })
    void readsTimesOfTheStandardAndOfMeta(String text, Instant moment) {
        assertThat(MetaTime.parseEither(text)).map(time -> time.toInstant()).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-31T10:00:00Z'",
                "2026-01-31T10:00:00Z ",
                "2026-01-31T10:00:00Z\n",
                "2026-01-31T10:00:00",
                "2026-01-31 10:00:00Z",
                "2026-01-31T10:00Z",
                "2026-02-30T00:00:00Z",
                "2026-01-31T24:00:00Z",
                "2026-12-31T23:59:60Z",
                "2026-01-31T10:00:00-07",
                "2026-01-31T10:00:00-07:0",
                "2026-01-31T10:00:00-0700-07:00",
                "2026-01-31T10:00:00-07:00-0700",
                "2026-01-31T10:00:00+1900",
                "20260131T100000Z",
                "2026-01-31T10:00:00.Z",
                "2026-01-31T10:00:00Z[Europe/Lisbon]",
                "+2026-01-31T10:00:00Z",
                ""
            })
    void readsNothingElse(String text) {
        assertThat(MetaTime.parseEither(text)).isEmpty();
    }
}
