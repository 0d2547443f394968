package limits;

import static org.assertj.core.api.Assertions.assertThat;

import graph.GraphFixtures;
import graph.Throttle.Scope;
import limits.GateVerdict.Kind;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;

class LocalGatesTest {

    private static final GateKey BLOCKED = new GateKey(Scope.ACCOUNT, "act_blocked");

    private Instant now = GraphFixtures.NOW;
    private final LocalGates gates = new LocalGates(KeyGateTest.LIMITS, new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void forgetsGatesThatHoldNothingBackAndNoOther() {
        gates.block(BLOCKED, 3_600_000);

        for (int i = 0; i < 10 * LocalGates.FEW; i++) {
            gates.admit(List.of(new GateKey(Scope.ACCOUNT, "act_" + i)), "a call", 0);
            now = now.plusMillis(100);
        }

        assertThat(gates.size()).isLessThan(3 * LocalGates.FEW);
        assertThat(gates.knownBlock(List.of(BLOCKED)).kind()).isEqualTo(Kind.BLOCKED);
    }

    @Test
    void forgetsABlockThatWasOverLongAgo() {
        gates.block(BLOCKED, 1000);
        now = now.plusMillis(1000 + KeyGate.USE_COUNTS);

        for (int i = 0; i < LocalGates.FEW; i++) {
            gates.admit(List.of(new GateKey(Scope.ACCOUNT, "act_" + i)), "a call", 0);
        }

        assertThat(gates.size()).isLessThanOrEqualTo(LocalGates.FEW);
        assertThat(gates.admit(List.of(BLOCKED), "a call", 0).probe())
                .as("an ordinary call")
                .isFalse();
    }
}
