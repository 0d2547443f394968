package queue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Slots for entries in flight, and the ids of these entries. Each start of a consumer has its own slots, so exchanges
 * left from before a forced stop do not affect the next run.
 */
final class EntrySlots {

    private final Semaphore free;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    EntrySlots(int size) {
        free = new Semaphore(size);
    }

    /**
     * Takes all free slots.
     *
     * @param patience how long to wait for the first one
     * @return their number; 0 if none became free
     */
    int takeFree(Duration patience) throws InterruptedException {
        return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS) ? 1 + free.drainPermits() : 0;
    }

    void giveBack(int unused) {
        free.release(unused);
    }

    /** Puts an entry into a slot that was taken before. */
    void fill(String entryId) {
        inFlight.add(entryId);
    }

    void empty(String entryId) {
        inFlight.remove(entryId);
        free.release();
    }

    List<String> inFlight() {
        return List.copyOf(inFlight);
    }

    int size() {
        return inFlight.size();
    }
}
