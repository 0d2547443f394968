package idempotency;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The running requests of this process with an Idempotency-Key, whose leases are renewed while they run. If the process
 * dies, its keys are free after one lease.
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

    /** Starts to renew the keys of this owner. */
    void hold(UUID owner) {
        owners.add(owner);
    }

    /** Stops renewing them. */
    void letGo(UUID owner) {
        owners.remove(owner);
    }

    /** Returns true if a request with a key is running. */
    boolean any() {
        return !owners.isEmpty();
    }

    public void renew() throws SQLException {
        if (any()) {
            repository.renew(owners, lease);
        }
    }

    /** The initial lease of a request. */
    Duration lease() {
        return lease;
    }
}
