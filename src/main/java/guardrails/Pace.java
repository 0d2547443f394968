package guardrails;

/**
 * A rate of calls, by the generic cell rate algorithm: each call moves a time forward, which may be ahead of the clock
 * by the burst.
 *
 * @param name what is limited
 * @param perMinute calls per minute
 * @param burst calls at once; at least one
 */
record Pace(String name, int perMinute, int burst) {

    Pace {
        burst = Math.max(1, Math.min(burst, perMinute));
    }

    /** Milliseconds from one call to the next. */
    double interval() {
        return 60_000.0 / perMinute;
    }

    /** How far the time may be ahead of the clock, in milliseconds, when a call comes. */
    double tolerance() {
        return interval() * (burst - 1);
    }
}
