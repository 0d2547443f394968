package limits;

import limits.LimitObservation.Outcome;

/**
 * The gate of one key. It is <em>open</em>; or <em>slow</em>: calls are spaced out because usage is high or the gate
 * has just opened; or <em>blocked</em> until a time. Then one call probes, and its success opens the gate.
 *
 * <p>{@link GateScripts} has the same rules for the gates that all processes share. Not thread-safe. All times are
 * milliseconds of one clock.
 */
final class KeyGate {

    /** How long a reported usage is valid: an account's score decays in five minutes. */
    static final long USE_COUNTS = 300_000;
    /** Time between calls at {@code slowAt}. */
    static final double SHORTEST_GAP = 100;
    /** Time between the first calls through a gate that has just opened. */
    static final double FIRST_RAMP_GAP = 500;
    /** In this time the rate of calls through a gate that has just opened doubles. */
    static final double RAMP_STEP = 1000;
    /** At this time between calls a gate is fully open. */
    static final double LAST_RAMP_GAP = 25;
    /** How long a call waits before it asks again, if a probe is in progress. */
    static final long PROBE_PATIENCE = 1000;

    private final GateLimits limits;

    private double percent = LimitObservation.UNKNOWN;
    private long percentAt;
    private long blockedUntil;
    private long streak;
    private String probe = "";
    private long probeUntil;
    private long openedAt;
    private long next;

    KeyGate(GateLimits limits) {
        this.limits = limits;
    }

    /** Milliseconds until a call may be admitted or probe; 0 if now. */
    long waitFrom(long now) {
        if (blockedUntil > now) {
            return blockedUntil - now;
        }
        if (blockedUntil > 0) {
            return probeUntil > now ? Math.min(probeUntil - now, PROBE_PATIENCE) : 0;
        }
        return gap(now) > 0 ? Math.max(0, next - now) : 0;
    }

    /** Returns true if only a probe may call. */
    boolean isBlocked() {
        return blockedUntil > 0;
    }

    /** Milliseconds until the block ends, 0 if there is none. */
    long blockedFor(long now) {
        return Math.max(0, blockedUntil - now);
    }

    /** Returns true if a new gate would behave the same. A block that ended long ago needs no probe. */
    boolean isForgettable(long now) {
        return percent(now) == LimitObservation.UNKNOWN
                && now - blockedUntil >= USE_COUNTS
                && now - probeUntil >= USE_COUNTS
                && now - next >= USE_COUNTS
                && rampGap(now) == 0;
    }

    /** The usage, if it is still valid. */
    private double percent(long now) {
        return now - percentAt < USE_COUNTS ? percent : LimitObservation.UNKNOWN;
    }

    /**
     * Admits a call that is sent after the wait.
     *
     * @return true if the call is the probe
     */
    boolean pass(long now, long wait, String call) {
        if (blockedUntil > 0) {
            probe = call;
            probeUntil = now + wait + limits.probeLease();
            return true;
        }
        long gap = gap(now);
        if (gap > 0) {
            next = Math.max(next, now + wait) + gap;
        }
        return false;
    }

    /** Returns true if an admitted call may still be sent. */
    boolean confirms(String call) {
        return blockedUntil == 0 || probe.equals(call);
    }

    /** Records the observation of an answer. */
    void learn(long now, String call, LimitObservation observation) {
        boolean probed = !probe.isEmpty() && probe.equals(call);
        if (probed) {
            probe = "";
            probeUntil = 0;
        }
        boolean opens = probed && observation.outcome() == Outcome.PASSED;
        // The usage at the start of the block says nothing about the time after it.
        if (observation.percent() != LimitObservation.UNKNOWN || opens) {
            percent = observation.percent();
            percentAt = now;
        }
        boolean full = observation.percent() >= limits.stopAt();
        if (observation.outcome() == Outcome.THROTTLED || full) {
            block(now, probed, observation.namedMillis());
        } else if (opens) {
            blockedUntil = 0;
            openedAt = now;
            next = now;
        }
    }

    private void block(long now, boolean probed, long named) {
        boolean begins = blockedUntil <= now || probed;
        if (begins) {
            streak = blockedUntil > 0 || rampGap(now) > 0 ? streak + 1 : 1;
        }
        if (named > 0) {
            blockedUntil = Math.max(blockedUntil, now + named);
        } else if (begins) {
            double doubled = limits.firstWait() * Math.pow(2, streak - 1.0);
            blockedUntil = now + (long) Math.min(doubled, limits.longestWait());
        }
        openedAt = 0;
    }

    /** Copies the state of the shared gate, so that this one can replace it. */
    void copy(long now, GateView view) {
        percent = view.percent();
        percentAt = now;
        blockUntil(view.blocked() ? now + view.blockedForMillis() : 0);
    }

    /** Copies the block of the shared gate; 0 for none. */
    void blockUntil(long time) {
        blockedUntil = time;
    }

    GateView view(long now) {
        return new GateView(percent(now), isBlocked(), blockedFor(now), gap(now) > 0);
    }

    private long gap(long now) {
        return (long) Math.floor(Math.max(useGap(now), rampGap(now)));
    }

    private double useGap(long now) {
        if (percent < limits.slowAt() || now - percentAt >= USE_COUNTS) {
            return 0;
        }
        double range = limits.stopAt() - limits.slowAt();
        double share = range > 0 ? Math.min(1, (percent - limits.slowAt()) / range) : 1;
        return SHORTEST_GAP * Math.pow(limits.longestGap() / SHORTEST_GAP, share);
    }

    private double rampGap(long now) {
        if (openedAt == 0) {
            return 0;
        }
        double gap = FIRST_RAMP_GAP / Math.pow(2, (now - openedAt) / RAMP_STEP);
        return gap < LAST_RAMP_GAP ? 0 : gap;
    }
}
