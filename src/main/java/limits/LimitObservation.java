package limits;

import graph.Usage;

/**
 * What an answer taught about one key.
 *
 * @param outcome whether Meta would have calls for it
 * @param namedMillis how long Meta wants to be left alone, -1 if it did not say; counts with a throttle, and with a use
 *     beyond {@code stop-at}
 * @param percent how much of the limit is used, -1 if Meta did not say
 */
record LimitObservation(Outcome outcome, long namedMillis, double percent) {

    static final long UNNAMED = -1;
    static final double UNKNOWN = Usage.UNKNOWN;

    /** Nothing was learned. */
    static final LimitObservation NONE = new LimitObservation(Outcome.NONE, UNNAMED, UNKNOWN);

    /** In the order of the numbers that stand for them in {@link GateScripts}. */
    enum Outcome {
        NONE,
        PASSED,
        THROTTLED
    }

    /** Whether calls are to stop after it. */
    boolean stops(double stopAt) {
        return outcome == Outcome.THROTTLED || percent >= stopAt;
    }
}
