package limits;

import limits.LimitObservation.Outcome;

/**
 * The gate of one key. It is <em>open</em>; or <em>slow</em>, where calls are spaced out because much of the limit is
 * used or the gate has just opened; or <em>blocked</em>, where nobody calls before a time. When that time has come one
 * call probes, and its success opens the gate.
 *
 * <p>The same rules stand in {@link GateScripts}, for the gates that all processes share. Not safe for concurrent use.
 * All times are milliseconds of one clock.
 */
final class KeyGate {

    /** What Meta said of its use counts so long: an account's score fades in five minutes. */
    static final long USE_COUNTS = 300_000;
    /** The time between calls where the use begins to count. */
    static final double SHORTEST_GAP = 100;
    /** The time between the first calls through a gate that has just opened. */
    static final double FIRST_RAMP_GAP = 500;
    /** In this time the rate of calls through a gate that has just opened doubles. */
    static final double RAMP_STEP = 1000;
    /** At this time between calls a gate has opened wholly. */
    static final double LAST_RAMP_GAP = 25;
    /** Who finds a probe under way asks again after so long. */
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

    /** Milliseconds until a call may be let through or probe; 0 if now. */
    long waitFrom(long now) {
        if (blockedUntil > now) {
            return blockedUntil - now;
        }
        if (blockedUntil > 0) {
            return probeUntil > now ? Math.min(probeUntil - now, PROBE_PATIENCE) : 0;
        }
        return gap(now) > 0 ? Math.max(0, next - now) : 0;
    }

    /** Whether nobody but a probe may call. */
    boolean isBlocked() {
        return blockedUntil > 0;
    }

    /** Milliseconds until the block is over, 0 if there is none. */
    long blockedFor(long now) {
        return Math.max(0, blockedUntil - now);
    }

    /** Whether a new gate would behave the same. A block that was over long ago needs no probe. */
    boolean isForgettable(long now) {
        return percent(now) == LimitObservation.UNKNOWN
                && now - blockedUntil >= USE_COUNTS
                && now - probeUntil >= USE_COUNTS
                && now - next >= USE_COUNTS
                && rampGap(now) == 0;
    }

    /** How much is used, as far as it still counts. */
    private double percent(long now) {
        return now - percentAt < USE_COUNTS ? percent : LimitObservation.UNKNOWN;
    }

    /**
     * Lets a call through that will be made after the wait.
     *
     * @return whether the call is the probe
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

    /** Whether a call that was let through a while ago may still be made. */
    boolean confirms(String call) {
        return blockedUntil == 0 || probe.equals(call);
    }

    /** Takes in what the answer to a call said. */
    void learn(long now, String call, LimitObservation observation) {
        boolean probed = !probe.isEmpty() && probe.equals(call);
        if (probed) {
            probe = "";
            probeUntil = 0;
        }
        boolean opens = probed && observation.outcome() == Outcome.PASSED;
        // What was used up when the block began says nothing of the time after it.
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

    /** Takes over what the shared gate says, so that this one can stand in for it. */
    void copy(long now, GateView view) {
        percent = view.percent();
        percentAt = now;
        blockUntil(view.blocked() ? now + view.blockedForMillis() : 0);
    }

    /** Takes over that the shared gate is blocked until a time; it is not if that is 0. */
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
