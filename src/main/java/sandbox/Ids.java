package sandbox;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids like the Graph API's: numeric strings of 17 digits, unique over all kinds and accounts. They start from the
 * clock, so that they grow with time and stay unique over restarts and deletions of the state.
 */
final class Ids {
    private final AtomicLong last = new AtomicLong(System.currentTimeMillis() * 10_000);

    String next() {
        return Long.toString(last.incrementAndGet());
    }
}
