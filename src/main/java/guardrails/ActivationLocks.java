package guardrails;

import failures.Kind;
import failures.Wait;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import queue.LuaScript;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * A lock per ad account: only one activation at a time is checked and carried out. The lock of a process that died
 * expires.
 */
@Singleton
public class ActivationLocks {

    /** Longer than the longest call. */
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private static final LuaScript RELEASE = LuaScript.of(
            "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0");

    private final io.vertx.redis.client.Redis redis;
    private final GuardrailsConfig config;

    @Inject
    public ActivationLocks(Redis redis, GuardrailsConfig config) {
        this.redis = redis.getDelegate();
        this.config = config;
    }

    /**
     * Takes the lock of an ad account.
     *
     * @return releases the lock
     * @throws Wait if another call holds it, or Redis does not answer
     */
    Runnable take(String adAccountId) {
        String key = "creative:activation:" + adAccountId;
        String owner = UUID.randomUUID().toString();
        try {
            Response taken = redis.send(Request.cmd(Command.SET)
                            .arg(key)
                            .arg(owner)
                            .arg("NX")
                            .arg("PX")
                            .arg(LONGEST.toMillis()))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS);
            if (taken == null) {
                throw new Wait(
                        Kind.UNAVAILABLE,
                        Wait.Reason.ROOM,
                        Duration.ofSeconds(2),
                        "Another activation in this ad account is being weighed. Repeat the call.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away();
        } catch (ExecutionException | TimeoutException e) {
            throw away();
        }
        return () -> RELEASE.run(redis, List.of(key), List.of(owner));
    }

    private static Wait away() {
        return new Wait(
                Kind.UNAVAILABLE,
                Wait.Reason.ROOM,
                Duration.ofSeconds(1),
                "What is active cannot be weighed while Redis is away. Pausing is possible.");
    }
}
