package limits;

import graph.Usage;

/**
 * What an answer shows about one key.
 *
 * @param outcome whether Meta accepts calls
 * @param namedMillis the pause that Meta asks for, -1 if it named none; used for a throttle, and for usage above {@code
 *     stop-at}
 * @param percent usage of the limit, -1 if Meta did not report it
 */
record LimitObservation(Outcome outcome, long namedMillis, double percent) {

    static final long UNNAMED = -1;
    static final double UNKNOWN = Usage.UNKNOWN;

    /** No information. */
    static final LimitObservation NONE = new LimitObservation(Outcome.NONE, UNNAMED, UNKNOWN);

    /** In the order of their numbers in {@link GateScripts}. */
    enum Outcome {
        NONE,
        PASSED,
        THROTTLED
    }

    /** Returns true if calls must stop after it. */
    boolean stops(double stopAt) {
        return outcome == Outcome.THROTTLED || percent >= stopAt;
    }
}
