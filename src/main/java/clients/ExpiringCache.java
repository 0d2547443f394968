package clients;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A small cache whose entries expire. When it is full, the oldest entry is removed. */
public final class ExpiringCache<K, V> {

    private record Entry<V>(V value, Instant until) {}

    private final Duration lifetime;
    private final Clock clock;
    private final Map<K, Entry<V>> entries;

    /**
     * @param most maximum number of entries
     * @param lifetime lifetime of an entry, from when it was put
     */
    public ExpiringCache(int most, Duration lifetime, Clock clock) {
        this.lifetime = lifetime;
        this.clock = clock;
        this.entries = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Entry<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** The value; empty if it is missing or expired. */
    public synchronized Optional<V> get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null || !clock.instant().isBefore(entry.until())
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    public synchronized void put(K key, V value) {
        // Removes it first, so that it moves to the end of the order.
        entries.remove(key);
        entries.put(key, new Entry<>(value, clock.instant().plus(lifetime)));
    }

    /** Puts a value unless there is one. Returns true if it was put. */
    public synchronized boolean putIfAbsent(K key, V value) {
        if (get(key).isPresent()) {
            return false;
        }
        put(key, value);
        return true;
    }

    public synchronized void remove(K key) {
        entries.remove(key);
    }
}
