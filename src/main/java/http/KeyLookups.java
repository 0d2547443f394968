package http;

import clients.ApiKey;
import clients.ApiKeyCache;
import clients.ClientRepository;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import org.jboss.logging.Logger;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.SharedLimit;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reads the rows of keys that are not cached. Attackers can send invented keys, and each costs a query. Queries
 * therefore have a few threads of their own and a bounded queue, and keys known to be valid (seen by this process, or
 * in use when it started) are read by other threads than unknown ones. Concurrent lookups of one key share a query.
 */
@Singleton
class KeyLookups {

    private static final Logger LOG = Logger.getLogger(KeyLookups.class);

    private final ApiKeyCache cache;
    private final ClientRepository repository;
    private final Vertx vertx;
    private final Refusals refusals;
    private final int most;
    private final Duration longestWait;
    private final Lane familiar;
    private final Lane strangers;
    private final Map<String, Future<Optional<ApiKey>>> underWay = new ConcurrentHashMap<>();
    private final AtomicBoolean keysInUseRead = new AtomicBoolean();

    @Inject
    KeyLookups(ApiKeyCache cache, ClientRepository repository, Vertx vertx, KeysConfig config, Refusals refusals) {
        this.cache = cache;
        this.repository = repository;
        this.vertx = vertx;
        this.refusals = refusals;
        this.most = config.maxKeyLookups() + config.maxWaitingKeyLookups();
        this.longestWait = config.keyLookupWait();
        this.familiar = new Lane("familiar-keys", config.maxKeyLookups());
        this.strangers = new Lane("new-keys", config.maxKeyLookups());
    }

    /**
     * The row of a key, empty if there is none; fails with {@link UncheckedKeyException}. The answer is delivered on
     * the caller's own context.
     */
    Uni<Optional<ApiKey>> find(String keyId) {
        Context context = vertx.getOrCreateContext();
        return Uni.createFrom().emitter(emitter -> shared(keyId)
                .onComplete(answer -> context.runOnContext(here -> {
                    if (answer.succeeded()) {
                        emitter.complete(answer.result());
                    } else {
                        emitter.fail(answer.cause());
                    }
                })));
    }

    private Future<Optional<ApiKey>> shared(String keyId) {
        Future<Optional<ApiKey>> lookup = underWay.computeIfAbsent(keyId, this::begin);
        // Not within computeIfAbsent: a lookup that has already ended could not be removed there.
        lookup.onComplete(end -> underWay.remove(keyId, lookup));
        return lookup;
    }

    private Future<Optional<ApiKey>> begin(String keyId) {
        learnKeysInUse();
        return (cache.isFamiliar(keyId) ? familiar : strangers).find(keyId);
    }

    /** A new process has seen no key. Without this, valid keys would compete with invented ones. */
    private void learnKeysInUse() {
        if (keysInUseRead.compareAndSet(false, true)) {
            familiar.threads
                    .executeBlocking(
                            () -> {
                                readKeysInUse();
                                return null;
                            },
                            false)
                    .onFailure(failure -> {
                        LOG.warnf("The keys in use could not be read: %s", failure);
                        // The next lookup retries.
                        keysInUseRead.set(false);
                    });
        }
    }

    private void readKeysInUse() throws SQLException {
        repository.keysInUse().forEach(cache::becomesFamiliar);
    }

    private Optional<ApiKey> read(String keyId) {
        try {
            Optional<ApiKey> key = repository.key(keyId);
            cache.remember(keyId, key);
            return key;
        } catch (SQLException e) {
            LOG.warnf("A key cannot be checked: %s", e);
            throw new UncheckedKeyException(e);
        }
    }

    private UncheckedKeyException tooMany() {
        refusals.count(SharedLimit.KEY_LOOKUPS, Cause.TOTAL);
        return UncheckedKeyException.tooMany();
    }

    /** A pool of threads with a bounded queue. */
    private final class Lane {

        private final WorkerExecutor threads;
        private final AtomicInteger lookups = new AtomicInteger();

        private Lane(String name, int threads) {
            this.threads = vertx.createSharedWorkerExecutor(name, threads);
        }

        private Future<Optional<ApiKey>> find(String keyId) {
            if (lookups.incrementAndGet() > most) {
                lookups.decrementAndGet();
                return Future.failedFuture(tooMany());
            }
            long queuedAt = System.nanoTime();
            return threads.executeBlocking(
                            () -> {
                                if (System.nanoTime() - queuedAt > longestWait.toNanos()) {
                                    throw tooMany();
                                }
                                return read(keyId);
                            },
                            false)
                    .onComplete(end -> lookups.decrementAndGet());
        }
    }
}
