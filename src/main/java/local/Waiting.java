package local;

import java.io.IOException;
import java.time.Duration;

/** Polls for changes by other processes that send no signal. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /** A condition to poll. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Returns true if the condition became true within the limit. It is checked at least once. */
    static boolean until(Duration limit, Condition condition) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            try {
                Thread.sleep(PAUSE.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for a local server", e);
            }
        }
        return true;
    }
}
