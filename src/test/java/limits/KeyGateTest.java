package limits;

import static org.assertj.core.api.Assertions.assertThat;

import limits.LimitObservation.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.ArrayList;
import java.util.List;

/** The rules of a gate, with the test's own clock. */
class KeyGateTest {

    static final GateLimits LIMITS = new GateLimits(75, 95, 10_000, 60_000, 5_000, 45_000);
    private static final long NOW = 1_000_000_000;
    private static final String CALL = "call";

    private final KeyGate gate = new KeyGate(LIMITS);

    @Test
    void isOpenWhileNothingIsKnown() {
        assertThat(gate.waitFrom(NOW)).isZero();
        assertThat(gate.pass(NOW, 0, CALL)).isFalse();
        assertThat(gate.waitFrom(NOW)).isZero();
    }

    @Test
    void isBlockedForTheTimeThatMetaNames() {
        gate.learn(NOW, CALL, throttled(30_000));

        assertThat(gate.waitFrom(NOW + 10_000)).isEqualTo(20_000);
        assertThat(gate.view(NOW + 10_000).blockedForMillis()).isEqualTo(20_000);
    }

    /** Calls in flight at the start of a block do not make it longer than Meta's time. */
    @Test
    void takesTheLongestTimeThatMetaNames() {
        gate.learn(NOW, "first", throttled(30_000));
        gate.learn(NOW + 100, "second", throttled(20_000));
        gate.learn(NOW + 200, "third", throttled(LimitObservation.UNNAMED));

        assertThat(gate.waitFrom(NOW + 200)).isEqualTo(29_800);
    }

    @Test
    void isNotOpenedByWhatWasInFlightWhenTheBlockBegan() {
        gate.learn(NOW, "refused", throttled(30_000));
        gate.learn(NOW + 100, "passed", passed(50));

        assertThat(gate.waitFrom(NOW + 100)).isEqualTo(29_900);
    }

    @Test
    void letsOneCallProbeWhenTheTimeHasCome() {
        gate.learn(NOW, CALL, throttled(30_000));
        long over = NOW + 30_000;

        assertThat(gate.waitFrom(over)).isZero();
        assertThat(gate.pass(over, 0, "probe")).isTrue();
        assertThat(gate.waitFrom(over)).isEqualTo(KeyGate.PROBE_PATIENCE);
        assertThat(gate.confirms("probe")).isTrue();
        assertThat(gate.confirms("other")).isFalse();
    }

    @Test
    void opensWithRisingRateWhenTheProbePasses() {
        blockAndProbe();
        long opened = NOW + 31_000;
        gate.learn(opened, "probe", passed(50));

        List<Long> gaps = new ArrayList<>();
        long at = opened;
        while (gate.view(at).slow()) {
            at += gate.waitFrom(at);
            gate.pass(at, 0, CALL);
            gaps.add(gate.waitFrom(at));
        }

        assertThat(gaps).hasSizeGreaterThan(10);
        assertThat(gaps.get(0)).isEqualTo(500);
        assertThat(gaps).isSortedAccordingTo((one, other) -> Long.compare(other, one));
        assertThat(at - opened).as("time until all calls are admitted").isLessThanOrEqualTo(5_000);
    }

    @Test
    void forgetsWhatWasUsedUpWhenTheProbePasses() {
        gate.learn(NOW, CALL, new LimitObservation(Outcome.THROTTLED, 30_000, 100));
        gate.pass(NOW + 30_000, 0, "probe");
        gate.learn(
                NOW + 30_000,
                "probe",
                new LimitObservation(Outcome.PASSED, LimitObservation.UNNAMED, LimitObservation.UNKNOWN));

        assertThat(gate.view(NOW + 36_000)).isEqualTo(new GateView(LimitObservation.UNKNOWN, false, 0, false));
    }

    @Test
    void isBlockedAgainForLongerWhenProbesFailWithoutATime() {
        long at = NOW;
        List<Long> waits = new ArrayList<>();
        gate.learn(at, CALL, throttled(LimitObservation.UNNAMED));
        for (int i = 0; i < 5; i++) {
            waits.add(gate.waitFrom(at));
            at += gate.waitFrom(at);
            assertThat(gate.pass(at, 0, "probe" + i)).isTrue();
            gate.learn(at, "probe" + i, throttled(LimitObservation.UNNAMED));
        }

        assertThat(waits).containsExactly(10_000L, 20_000L, 40_000L, 60_000L, 60_000L);
    }

    @Test
    void countsAThrottleSoonAfterTheOpeningAsTheSameTrouble() {
        gate.learn(NOW, CALL, throttled(LimitObservation.UNNAMED));
        gate.pass(NOW + 10_000, 0, "probe");
        gate.learn(NOW + 10_000, "probe", passed(50));

        gate.learn(NOW + 11_000, CALL, throttled(LimitObservation.UNNAMED));

        assertThat(gate.waitFrom(NOW + 11_000)).isEqualTo(20_000);
    }

    @Test
    void restartsAfterAnOldBlock() {
        gate.learn(NOW, CALL, throttled(LimitObservation.UNNAMED));
        gate.pass(NOW + 10_000, 0, "probe");
        gate.learn(NOW + 10_000, "probe", passed(50));

        gate.learn(NOW + 60_000, CALL, throttled(LimitObservation.UNNAMED));

        assertThat(gate.waitFrom(NOW + 60_000)).isEqualTo(10_000);
    }

    @Test
    void letsAnotherCallProbeWhenAProbeIsGivenBack() {
        blockAndProbe();

        gate.learn(NOW + 30_100, "probe", LimitObservation.NONE);

        assertThat(gate.waitFrom(NOW + 30_100)).isZero();
        assertThat(gate.pass(NOW + 30_100, 0, "next")).isTrue();
    }

    @Test
    void letsAnotherCallProbeWhenTheProberHasDied() {
        blockAndProbe();
        long lost = NOW + 30_000 + LIMITS.probeLease();

        assertThat(gate.waitFrom(lost - 100)).isEqualTo(100);
        assertThat(gate.waitFrom(lost)).isZero();
        assertThat(gate.pass(lost, 0, "next")).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"74.9,    0", "75,    100", "85,    707", "90,   1880", "94.9, 4903"})
    void spacesCallsOutTheMoreIsUsed(double percent, long gap) {
        gate.learn(NOW, CALL, passed(percent));

        assertThat(gate.waitFrom(NOW)).isZero();
        gate.pass(NOW, 0, CALL);
        assertThat(gate.waitFrom(NOW)).isEqualTo(gap);
    }

    @Test
    void keepsAPlaceForEachCallThatWaitsToBeSpacedOut() {
        gate.learn(NOW, CALL, passed(85));

        List<Long> waits = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            long wait = gate.waitFrom(NOW);
            gate.pass(NOW, wait, CALL);
            waits.add(wait);
        }

        assertThat(waits).containsExactly(0L, 707L, 1414L);
    }

    @Test
    void stopsAtTheLimitForTheTimeThatMetaNames() {
        gate.learn(NOW, CALL, new LimitObservation(Outcome.PASSED, 40_000, 95));

        assertThat(gate.waitFrom(NOW)).isEqualTo(40_000);
    }

    @Test
    void stopsAtTheLimitWhereMetaNamesNoTime() {
        gate.learn(NOW, CALL, passed(99));

        assertThat(gate.waitFrom(NOW)).isEqualTo(LIMITS.firstWait());
    }

    @Test
    void forgetsAUseThatMetaSaidLongAgo() {
        gate.learn(NOW, CALL, passed(85));
        gate.pass(NOW + KeyGate.USE_COUNTS, 0, CALL);

        assertThat(gate.view(NOW + KeyGate.USE_COUNTS))
                .isEqualTo(new GateView(LimitObservation.UNKNOWN, false, 0, false));
    }

    private void blockAndProbe() {
        gate.learn(NOW, CALL, throttled(30_000));
        gate.pass(NOW + 30_000, 0, "probe");
    }

    private static LimitObservation throttled(long named) {
        return new LimitObservation(Outcome.THROTTLED, named, LimitObservation.UNKNOWN);
    }

    private static LimitObservation passed(double percent) {
        return new LimitObservation(Outcome.PASSED, LimitObservation.UNNAMED, percent);
    }
}
