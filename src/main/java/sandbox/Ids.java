package sandbox;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids as the Graph API's: numeric strings of 17 digits, unique over all kinds and accounts. They start from the clock,
 * so that they stay unique over restarts and after the state was forgotten, and grow with time.
 */
final class Ids {
    private final AtomicLong last = new AtomicLong(System.currentTimeMillis() * 10_000);

    String next() {
        return Long.toString(last.incrementAndGet());
    }
}
