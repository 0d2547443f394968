package limits;

import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Remembers that Redis did not answer. For a while it is not asked; then one call at a time probes it. */
final class RedisAbsence {

    private static final Logger LOG = Logger.getLogger(RedisAbsence.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** Redis is available. */
    private static final long PRESENT = Long.MIN_VALUE;

    private final AtomicLong askAgainAt = new AtomicLong(PRESENT);

    /** Returns true if Redis should be asked. */
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
            LOG.info("Redis is back. Throttles are shared with other processes again.");
        }
    }

    void failed(Throwable failure) {
        if (askAgainAt.getAndSet(System.nanoTime() + PAUSE.toNanos()) == PRESENT) {
            LOG.warnf("Redis does not answer (%s). This process applies throttles without sharing them.", failure);
        }
    }
}
