package limits;

import graph.GraphConfig;

import java.time.Duration;

/**
 * What gates go by. Times are in milliseconds.
 *
 * @param slowAt percent of use from which calls are spaced out
 * @param stopAt percent of use at which nobody calls
 * @param firstWait the first block for which Meta named no time; doubled each time
 * @param longestWait the longest such block
 * @param longestGap the time between two calls just below {@code stopAt}
 * @param probeLease how long a probe may take; after that another call may probe
 */
record GateLimits(double slowAt, double stopAt, long firstWait, long longestWait, long longestGap, long probeLease) {

    static GateLimits of(GraphConfig config) {
        return new GateLimits(
                config.slowAt(),
                config.stopAt(),
                millis(config.throttleWait()),
                millis(config.maxThrottleWait()),
                millis(config.maxGap()),
                millis(config.timeout()));
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }
}
