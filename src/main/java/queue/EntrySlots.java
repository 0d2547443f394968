package queue;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Room for entries in flight, and which ones they are. Each start of a consumer has slots of its own, so that an
 * exchange left over from before a forced stop takes no room from the next one and gives it none.
 */
final class EntrySlots {

    private final Semaphore free;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    EntrySlots(int size) {
        free = new Semaphore(size);
    }

    /**
     * Takes all slots that are free.
     *
     * @param patience how long to wait for the first one
     * @return how many; 0 if none became free
     */
    int takeFree(Duration patience) throws InterruptedException {
        return free.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS) ? 1 + free.drainPermits() : 0;
    }

    void giveBack(int unused) {
        free.release(unused);
    }

    /** Puts an entry into a slot taken before. */
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
