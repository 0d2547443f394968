package limits;

import graph.GraphConfig;

import java.time.Duration;

/**
 * Parameters of the gates. Times are in milliseconds.
 *
 * @param slowAt usage in percent from which calls are spaced out
 * @param stopAt usage in percent at which calls stop
 * @param firstWait the first block if Meta named no time; doubled each time
 * @param longestWait maximum length of such a block
 * @param longestGap time between two calls just below {@code stopAt}
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
