package limits;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers that Redis did not answer. For a while nobody asks it then; after that one call at a time finds out whether
 * it is back.
 */
final class RedisAbsence {

    private static final Logger LOG = Logger.getLogger(RedisAbsence.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Redis is there. */
    private static final long PRESENT = Long.MIN_VALUE;

    private final AtomicLong askAgainAt = new AtomicLong(PRESENT);

    /** Whether it is worth asking. */
    boolean mayAsk() {
        long again = askAgainAt.get();
        if (again == PRESENT) {
            return true;
        }
        long now = System.nanoTime();
        return now - again >= 0 && askAgainAt.compareAndSet(again, now + PAUSE.toNanos());
    }

    void answered() {
        if (askAgainAt.getAndSet(PRESENT) != PRESENT) {
            LOG.info("Redis is back: throttles are shared with the other processes again.");
        }
    }

    void failed(Throwable failure) {
        if (askAgainAt.getAndSet(System.nanoTime() + PAUSE.toNanos()) == PRESENT) {
            LOG.warnf("Redis does not answer (%s): this process keeps to throttles by itself.", failure);
        }
    }
}
