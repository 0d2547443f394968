package guardrails;

import clients.ApiKey;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.Response;
import queue.LuaScript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Limits the calls and the creates per minute of each key, in Redis for all processes. While Redis does not answer,
 * each process counts its own.
 */
@Singleton
public class KeyRates {

    /** All rates of a call at once: a call that one of them rejects counts for none. */
    private static final LuaScript TAKE = LuaScript.of("""
            local time = redis.call('TIME')
            local now = tonumber(time[1]) * 1000 + tonumber(time[2]) / 1000
            local early, times = 0, {}
            for i, key in ipairs(KEYS) do
              times[i] = math.max(tonumber(redis.call('GET', key) or '0'), now)
              early = math.max(early, times[i] - now - tonumber(ARGV[2 * i]))
            end
            if early > 0 then return math.ceil(early) end
            for i, key in ipairs(KEYS) do
              local after = times[i] + tonumber(ARGV[2 * i - 1])
              redis.call('SET', key, string.format('%.3f', after), 'PX', math.ceil(after - now) + 1000)
            end
            return 0
            """);

    private static final String PREFIX = "creative:{rates}:";
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final io.vertx.redis.client.Redis redis;
    private final GuardrailsConfig config;
    private final LocalPaces local = new LocalPaces(() -> System.nanoTime() / 1_000_000);
    /** After a failure, Redis is not asked until this time. */
    private final AtomicLong askAgainAt = new AtomicLong(System.nanoTime());

    @Inject
    public KeyRates(Redis redis, GuardrailsConfig config) {
        this.redis = redis.getDelegate();
        this.config = config;
    }

    /**
     * Counts a call of a key.
     *
     * @param creates true if the call may create something
     * @return zero if the call is allowed, else the time until it is
     */
    public CompletionStage<Duration> take(ApiKey key, boolean creates) {
        List<Pace> paces = paces(key, creates);
        if (paces.isEmpty()) {
            return CompletableFuture.completedFuture(Duration.ZERO);
        }
        if (System.nanoTime() - askAgainAt.get() < 0) {
            return CompletableFuture.completedFuture(Duration.ofMillis(local.take(paces)));
        }
        List<String> numbers = new ArrayList<>();
        paces.forEach(pace -> {
            numbers.add(String.valueOf(pace.interval()));
            numbers.add(String.valueOf(pace.tolerance()));
        });
        return TAKE.run(redis, paces.stream().map(pace -> PREFIX + pace.name()).toList(), numbers)
                .toCompletableFuture()
                .orTimeout(config.redisTimeout().toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(Response::toLong)
                .exceptionally(failure -> {
                    askAgainAt.set(System.nanoTime() + PAUSE.toNanos());
                    return local.take(paces);
                })
                .thenApply(Duration::ofMillis);
    }

    private List<Pace> paces(ApiKey key, boolean creates) {
        List<Pace> paces = new ArrayList<>();
        if (key.callsPerMinute() != null) {
            paces.add(new Pace(key.keyId() + ":calls", key.callsPerMinute(), config.keyBurst()));
        }
        if (creates && key.createsPerMinute() != null) {
            paces.add(new Pace(key.keyId() + ":creates", key.createsPerMinute(), key.createsPerMinute()));
        }
        return paces;
    }
}
