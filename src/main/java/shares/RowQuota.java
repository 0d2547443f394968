package shares;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many more rows a client may add. Rows are not counted for each addition: after a count a process allows a part of
 * the remaining ones without counting. So a quota may be exceeded by what several processes add meanwhile, at most a
 * sixteenth each, and by calls that count at the same time.
 */
final class RowQuota {

    private static final int CLIENTS = 10_000;
    private static final int PART = 16;

    private final int most;

    /** Rows that may be added before the next count, for the clients counted last. */
    private final Map<String, Long> unasked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > CLIENTS;
        }
    };

    RowQuota(int most) {
        this.most = most;
    }

    int most() {
        return most;
    }

    /** Returns true if the client may add a row, given a count of its rows, and counts it. */
    synchronized boolean takeCounted(String clientId, long rows) {
        long left = Math.max(0, most - rows);
        unasked.remove(clientId);
        unasked.put(clientId, (left + PART - 1) / PART);
        return take(clientId);
    }

    /** Returns true if the client may add a row without a new count, and counts it. */
    synchronized boolean take(String clientId) {
        long left = unasked.getOrDefault(clientId, 0L);
        if (left <= 0) {
            return false;
        }
        unasked.put(clientId, left - 1);
        return true;
    }
}
