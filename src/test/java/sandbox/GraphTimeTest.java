package sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Instant;

class GraphTimeTest {
    @Test
    void isWrittenInTheAccountsZone() {
        assertThat(GraphTime.format(Instant.parse("2026-05-12T17:45:01Z"))).isEqualTo("2026-05-12T10:45:01-0700");
    }

    @ParameterizedTest
    @CsvSource({
        "1778607901, 2026-05-12T17:45:01Z",
        "2026-05-12T10:45:01-0700, 2026-05-12T17:45:01Z",
        "2026-05-12T17:45:01Z, 2026-05-12T17:45:01Z",
        "2026-05-12T19:45:01+02:00, 2026-05-12T17:45:01Z",
        "2026-05-12T10:45:01, 2026-05-12T17:45:01Z",
        "2026-05-12 10:45:01, 2026-05-12T17:45:01Z",
        "2026-05-12, 2026-05-12T07:00:00Z"
    })
    void isReadInManyForms(String text, Instant expected) {
        assertThat(GraphTime.parse(text)).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tomorrow", "2026-13-01", "2026-05-12T25:00:00Z", "12.05.2026"})
    void isRefusedInOthers(String text) {
        assertThat(GraphTime.parse(text)).isEmpty();
    }
}
