package guardrails;

import calls.ApiCall;
import io.vertx.mutiny.redis.client.Redis;
import queue.LuaScript;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Counts the creates of clients and keys in the last hour, in Redis for all processes. A request repeated with its
 * Idempotency-Key counts once. While Redis does not answer, each process counts its own.
 */
@Singleton
public class CreateCounts {

    private static final LuaScript TAKE = LuaScript.of("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
            redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now - 3600000)
            if redis.call('ZSCORE', KEYS[1], ARGV[1]) then return 1 end
            if redis.call('ZCARD', KEYS[1]) >= tonumber(ARGV[2]) then return 0 end
            if ARGV[3] == 'count' then
              redis.call('ZADD', KEYS[1], now, ARGV[1])
              redis.call('PEXPIRE', KEYS[1], 3600000)
            end
            return 1
            """);

    private static final String PREFIX = "creative:{creates}:";
    private static final int MOST_COUNTERS = 1000;

    private final io.vertx.redis.client.Redis redis;
    private final GuardrailsConfig config;
    private final Map<String, Hour> local = new LinkedHashMap<>();

    @Inject
    public CreateCounts(Redis redis, GuardrailsConfig config) {
        this.redis = redis.getDelegate();
        this.config = config;
    }

    /** The creates of one counter in an hour. */
    private static final class Hour {
        private final long begunAt = System.nanoTime();
        private int creates;

        private boolean isOver() {
            return System.nanoTime() - begunAt > Duration.ofHours(1).toNanos();
        }
    }

    /** Returns true if one more create is allowed, and counts it unless the call is a dry run. */
    boolean mayCreate(String counter, int most, ApiCall call) {
        String request = call.idempotencyKey() == null
                ? UUID.randomUUID().toString()
                : call.clientId() + "/" + call.idempotencyKey();
        try {
            return TAKE.run(
                                    redis,
                                    List.of(PREFIX + counter),
                                    List.of(request, String.valueOf(most), call.isDryRun() ? "look" : "count"))
                            .toCompletableFuture()
                            .get(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                            .toInteger()
                    == 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return countHere(counter, most, call.isDryRun());
        } catch (ExecutionException | TimeoutException e) {
            return countHere(counter, most, call.isDryRun());
        }
    }

    private synchronized boolean countHere(String counter, int most, boolean look) {
        local.values().removeIf(Hour::isOver);
        if (local.size() >= MOST_COUNTERS && !local.containsKey(counter)) {
            local.remove(local.keySet().iterator().next());
        }
        Hour hour = local.computeIfAbsent(counter, unseen -> new Hour());
        if (hour.creates >= most) {
            return false;
        }
        hour.creates += look ? 0 : 1;
        return true;
    }
}
