package limits;

import limits.GateVerdict.Kind;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The gates of this process, used while the shared ones are unavailable. */
final class LocalGates {

    /** Up to this number of gates none is removed. */
    static final int FEW = 1000;

    private final GateLimits limits;
    private final Clock clock;
    private final Map<GateKey, KeyGate> gates = new HashMap<>();
    /** At this number of gates those that limit nothing are removed. */
    private int cleanAt = FEW;

    LocalGates(GateLimits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Admits a call, if none of its gates requires a wait longer than {@code patience}. */
    synchronized GateVerdict admit(List<GateKey> keys, String call, long patience) {
        long now = clock.millis();
        GateVerdict verdict = judge(keys, now, patience);
        if (verdict.kind() != Kind.PASSED) {
            return verdict;
        }
        boolean probe = false;
        for (GateKey key : keys) {
            probe |= gate(key).pass(now, verdict.waitMillis(), call);
        }
        return new GateVerdict(Kind.PASSED, verdict.waitMillis(), verdict.key(), probe);
    }

    private GateVerdict judge(List<GateKey> keys, long now, long patience) {
        long longest = 0;
        int longestKey = -1;
        boolean blocked = false;
        for (int i = 0; i < keys.size(); i++) {
            KeyGate gate = gate(keys.get(i));
            long wait = gate.waitFrom(now);
            if (wait > longest) {
                longest = wait;
                longestKey = i;
            }
            blocked |= wait > 0 && gate.isBlocked();
        }
        Kind kind = blocked ? Kind.BLOCKED : longest > patience ? Kind.SPACED : Kind.PASSED;
        return new GateVerdict(kind, longest, longestKey, false);
    }

    /** A block that is known here; in all other cases the shared gates are asked. */
    synchronized GateVerdict knownBlock(List<GateKey> keys) {
        long now = clock.millis();
        long longest = 0;
        int longestKey = -1;
        for (int i = 0; i < keys.size(); i++) {
            long wait = gate(keys.get(i)).blockedFor(now);
            if (wait > longest) {
                longest = wait;
                longestKey = i;
            }
        }
        return new GateVerdict(longest > 0 ? Kind.BLOCKED : Kind.PASSED, longest, longestKey, false);
    }

    /** Returns true if an admitted call may still be sent. */
    synchronized boolean confirm(List<GateKey> keys, String call) {
        return keys.stream().allMatch(key -> gate(key).confirms(call));
    }

    /** Records the observations of an answer, one per key. */
    synchronized void learn(List<GateKey> keys, String call, List<LimitObservation> observations) {
        long now = clock.millis();
        for (int i = 0; i < keys.size(); i++) {
            gate(keys.get(i)).learn(now, call, observations.get(i));
        }
    }

    synchronized List<GateView> look(List<GateKey> keys) {
        long now = clock.millis();
        return keys.stream().map(key -> gate(key).view(now)).toList();
    }

    /** Copies the state of the shared gates. */
    synchronized void copy(List<GateKey> keys, List<GateView> views) {
        long now = clock.millis();
        for (int i = 0; i < keys.size(); i++) {
            gate(keys.get(i)).copy(now, views.get(i));
        }
    }

    /** Copies the block of a shared gate. */
    synchronized void block(GateKey key, long millis) {
        gate(key).blockUntil(clock.millis() + millis);
    }

    /** The shared gates are not blocked; own observations made meanwhile stay. */
    synchronized void open(List<GateKey> keys) {
        long now = clock.millis();
        keys.stream().map(this::gate).filter(gate -> gate.blockedFor(now) == 0).forEach(gate -> gate.blockUntil(0));
    }

    private KeyGate gate(GateKey key) {
        KeyGate known = gates.get(key);
        if (known != null) {
            return known;
        }
        if (gates.size() >= cleanAt) {
            long now = clock.millis();
            gates.values().removeIf(gate -> gate.isForgettable(now));
            cleanAt = Math.max(FEW, 2 * gates.size());
        }
        KeyGate gate = new KeyGate(limits);
        gates.put(key, gate);
        return gate;
    }

    synchronized int size() {
        return gates.size();
    }
}
