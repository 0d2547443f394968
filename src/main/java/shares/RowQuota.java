package shares;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many more rows a client may add. Rows are not counted for each one: after a count a process adds a part of what
 * is left unasked. So a quota may be exceeded by what several processes add meanwhile, a sixteenth each at most, and by
 * calls that count at the same time.
 */
final class RowQuota {

    private static final int CLIENTS = 10_000;
    private static final int PART = 16;

    private final int most;

    /** What may be added before the next count, of the clients that were counted last. */
    private final Map<String, Long> unasked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > CLIENTS;
        }
    };

    RowQuota(int most) {
        this.most = most;
    }

    /** The largest number of rows. */
    int most() {
        return most;
    }

    /** Returns whether the client may add a row after a count of its rows, and counts it. */
    synchronized boolean takeCounted(String clientId, long rows) {
        long left = Math.max(0, most - rows);
        unasked.remove(clientId);
        unasked.put(clientId, (left + PART - 1) / PART);
        return take(clientId);
    }

    /** Returns whether the client may add a row without a count, and counts it. */
    synchronized boolean take(String clientId) {
        long left = unasked.getOrDefault(clientId, 0L);
        if (left <= 0) {
            return false;
        }
        unasked.put(clientId, left - 1);
        return true;
    }
}
