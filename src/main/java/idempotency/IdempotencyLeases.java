package idempotency;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The running requests of this process that have an Idempotency-Key, so that their hold on it is renewed for as long as
 * they run: a process that dies leaves its keys to the next that comes within one lease.
 */
@Singleton
public class IdempotencyLeases {

    private final IdempotencyRepository repository;
    private final Duration lease;
    private final Set<UUID> owners = ConcurrentHashMap.newKeySet();

    @Inject
    IdempotencyLeases(IdempotencyRepository repository, IdempotencyConfig config) {
        this.repository = repository;
        this.lease = config.idempotencyLease();
    }

    /** Renews the key of this owner from now on. */
    void hold(UUID owner) {
        owners.add(owner);
    }

    /** Renews it no more. */
    void letGo(UUID owner) {
        owners.remove(owner);
    }

    /** Whether a request with a key is running. */
    boolean any() {
        return !owners.isEmpty();
    }

    /** Renews the keys of all running requests. */
    public void renew() throws SQLException {
        if (any()) {
            repository.renew(owners, lease);
        }
    }

    /** The hold that a request has before it is renewed. */
    Duration lease() {
        return lease;
    }
}
