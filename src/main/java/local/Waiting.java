package local;

import java.io.IOException;
import java.time.Duration;

/** Waits for what another process does, which sends no signal of it. */
final class Waiting {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Waiting() {}

    /** Something to look at again and again. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws IOException;
    }

    /** Whether the condition came to hold within the limit. It is looked at once at least. */
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
