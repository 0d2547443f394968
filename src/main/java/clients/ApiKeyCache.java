package clients;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The keys that this process has read recently. A wrong secret of a known key, or the same unknown key again, costs no
 * query. Unknown keys have a cache of their own, so that invented ones do not evict real ones.
 */
@Singleton
public class ApiKeyCache {

    private static final int MOST = 10_000;
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    /** How long an unused key counts as familiar. */
    private static final Duration FAMILIAR = Duration.ofDays(1);

    private final ExpiringCache<String, ApiKey> known;
    private final ExpiringCache<String, Boolean> unknown;
    private final ExpiringCache<String, Boolean> noted;
    private final ExpiringCache<String, Boolean> familiar;

    @Inject
    public ApiKeyCache(ClientsConfig config) {
        this(config.keyLifetime(), Clock.systemUTC());
    }

    ApiKeyCache(Duration lifetime, Clock clock) {
        this.known = new ExpiringCache<>(MOST, lifetime, clock);
        this.unknown = new ExpiringCache<>(MOST, lifetime, clock);
        this.noted = new ExpiringCache<>(MOST, BETWEEN_NOTES, clock);
        this.familiar = new ExpiringCache<>(MOST, FAMILIAR, clock);
    }

    /**
     * The key of an id, as an inner Optional that is empty if there is no such key; the outer one is empty if the
     * database must be asked.
     */
    public Optional<Optional<ApiKey>> get(String keyId) {
        Optional<ApiKey> key = known.get(keyId);
        if (key.isPresent()) {
            return Optional.of(key);
        }
        return unknown.get(keyId).map(none -> Optional.empty());
    }

    /** Caches the result of a query for an id. */
    public void remember(String keyId, Optional<ApiKey> key) {
        key.ifPresentOrElse(there -> known.put(keyId, there), () -> unknown.put(keyId, true));
    }

    /** Removes a key that was revoked, so that it is read again. */
    public void forget(String keyId) {
        known.remove(keyId);
    }

    /** Records that a key is real: a caller has shown its secret, or it is among the keys in use. */
    public void becomesFamiliar(String keyId) {
        familiar.put(keyId, true);
    }

    public boolean isFamiliar(String keyId) {
        return familiar.get(keyId).isPresent();
    }

    /** Returns true if the use of a key should be recorded now; later calls return false for a while. */
    public boolean isUseToBeNoted(String keyId) {
        return noted.putIfAbsent(keyId, true);
    }
}
