package guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.util.List;

class LocalPacesTest {

    private long now = 1_000_000;
    private final LocalPaces paces = new LocalPaces(() -> now);
    private final Pace calls = new Pace("key:calls", 120, 3);
    private final Pace creates = new Pace("key:creates", 2, 2);

    @Test
    void takesABurstAndThenAnEvenPace() {
        assertThat(take(calls)).isZero();
        assertThat(take(calls)).isZero();
        assertThat(take(calls)).isZero();

        assertThat(take(calls)).isEqualTo(500);
        now += 499;
        assertThat(take(calls)).isEqualTo(1);
        now += 1;
        assertThat(take(calls)).isZero();
        assertThat(take(calls)).isEqualTo(500);
    }

    /** A refused create is no call that counts. */
    @Test
    void whatOnePaceRefusesUsesUpNone() {
        assertThat(take(calls, creates)).isZero();
        assertThat(take(calls, creates)).isZero();
        assertThat(take(calls, creates)).isEqualTo(30_000);

        assertThat(take(calls)).isZero();
    }

    @Test
    void eachKeyHasItsOwn() {
        assertThat(take(creates)).isZero();
        assertThat(take(creates)).isZero();

        assertThat(take(new Pace("other:creates", 2, 2))).isZero();
    }

    private long take(Pace... all) {
        return paces.take(List.of(all));
    }
}
