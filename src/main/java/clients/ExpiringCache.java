package clients;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What a process keeps in mind for a short time: of so many entries at most, the oldest go first. */
public final class ExpiringCache<K, V> {

    private record Entry<V>(V value, Instant until) {}

    private final Duration lifetime;
    private final Clock clock;
    private final Map<K, Entry<V>> entries;

    /**
     * @param most the number of entries kept
     * @param lifetime how long an entry counts from when it was put
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

    /** The value; empty if there is none, or its time is over. */
    public synchronized Optional<V> get(K key) {
        Entry<V> entry = entries.get(key);
        return entry == null || !clock.instant().isBefore(entry.until())
                ? Optional.empty()
                : Optional.of(entry.value());
    }

    /** Keeps a value from now on. */
    public synchronized void put(K key, V value) {
        // Anew at the end of the queue.
        entries.remove(key);
        entries.put(key, new Entry<>(value, clock.instant().plus(lifetime)));
    }

    /** Keeps a value unless there is one. Returns whether it was kept. */
    public synchronized boolean putIfAbsent(K key, V value) {
        if (get(key).isPresent()) {
            return false;
        }
        put(key, value);
        return true;
    }

    /** Forgets a value. */
    public synchronized void remove(K key) {
        entries.remove(key);
    }
}
