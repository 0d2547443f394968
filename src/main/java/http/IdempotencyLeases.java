package http;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The running requests of this process that have an Idempotency-Key, so that their hold on it is renewed for as long as
 * they run: a process that dies leaves its keys to the next that comes within one lease.
 */
@Singleton
@Unremovable
public class IdempotencyLeases {

    private final Duration lease;
    private final Set<UUID> owners = ConcurrentHashMap.newKeySet();

    @Inject
    IdempotencyLeases(IdempotencyConfig config) {
        this.lease = config.idempotencyLease();
    }

    /** Renews the key of this owner from now on until the exchange ends, however it ends. */
    void holdWhile(Exchange exchange, UUID owner) {
        owners.add(owner);
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                owners.remove(owner);
            }
        });
    }

    /** Whether a request with a key is running. */
    public boolean any() {
        return !owners.isEmpty();
    }

    /** The parameters of {@code renew-idempotency-keys.sql}. */
    public Map<String, Object> renewal() {
        return Map.of(
                "owners",
                owners.stream().map(UUID::toString).collect(Collectors.joining(",", "{", "}")),
                "lease_seconds",
                seconds());
    }

    /** The hold that a request has before it is renewed, in seconds. */
    double seconds() {
        return lease.toMillis() / 1000.0;
    }
}
