package http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;

class JobWaitsTest {

    @ParameterizedTest
    @CsvSource({"20s, 20000", "1500ms, 1500", "0s, 0", "30s, 30000", "30000ms, 30000"})
    void readsDurations(String text, long millis) {
        assertThat(JobWaits.time(List.of(text))).isEqualTo(Duration.ofMillis(millis));
    }

    /** The contract rejects them, and the answer must not be delayed. */
    @ParameterizedTest
    @ValueSource(strings = {"", "20", "31s", "30001ms", "99999s", "1m", "-1s", "99999999999999999999s"})
    void doesNotWaitIfTheContractIsViolated(String text) {
        assertThat(JobWaits.time(List.of(text))).isZero();
    }

    @Test
    void doesNotWaitUnasked() {
        assertThat(JobWaits.time(List.of())).isZero();
        assertThat(JobWaits.time(List.of("1s", "2s"))).isZero();
    }
}
