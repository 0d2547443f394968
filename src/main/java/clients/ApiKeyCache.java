package clients;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The keys that this process has read lately. A wrong secret for a key that is known costs no query, and nor does the
 * same unknown key again; unknown keys have a cache of their own, so that invented ones displace no real one.
 */
@Singleton
public class ApiKeyCache {

    private static final int MOST = 10_000;
    private static final Duration BETWEEN_NOTES = Duration.ofMinutes(1);
    /** How long a key counts as familiar that nobody uses. */
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

    /** The key of an id, empty inside where there is none; empty outside if the database has to be asked. */
    public Optional<Optional<ApiKey>> get(String keyId) {
        Optional<ApiKey> key = known.get(keyId);
        if (key.isPresent()) {
            return Optional.of(key);
        }
        return unknown.get(keyId).map(none -> Optional.empty());
    }

    /** Keeps what the database said of an id. */
    public void remember(String keyId, Optional<ApiKey> key) {
        key.ifPresentOrElse(there -> known.put(keyId, there), () -> unknown.put(keyId, true));
    }

    /** Lets the key be read again next time: it has been revoked. */
    public void forget(String keyId) {
        known.remove(keyId);
    }

    /** Remembers that a key is no invented one: somebody has shown its secret, or it is among the keys in use. */
    public void becomesFamiliar(String keyId) {
        familiar.put(keyId, true);
    }

    /** Returns whether a key is known to be no invented one. */
    public boolean isFamiliar(String keyId) {
        return familiar.get(keyId).isPresent();
    }

    /** Whether it is time to write down that a key is used; asking counts as doing so. */
    public boolean isUseToBeNoted(String keyId) {
        return noted.putIfAbsent(keyId, true);
    }
}
