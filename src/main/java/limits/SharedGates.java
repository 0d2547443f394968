package limits;

import io.vertx.mutiny.redis.client.Redis;
import io.vertx.redis.client.Response;
import limits.GateVerdict.Kind;
import org.jboss.logging.Logger;
import queue.LuaScript;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * The gates that all processes share, in Redis. Each operation is one round trip with a timeout. If Redis fails, the
 * result is empty, and Redis is not asked for a while: during an outage only one call waits for the timeout, not each.
 */
final class SharedGates {

    private static final Logger LOG = Logger.getLogger(SharedGates.class);
    /** The braces put all gates into the same slot of a Redis cluster. */
    private static final String PREFIX = "creative:{gates}:";

    private final io.vertx.redis.client.Redis redis;
    private final Duration timeout;
    private final LuaScript admit;
    private final LuaScript confirm;
    private final LuaScript learn;
    private final LuaScript look;
    private final List<String> limits;
    private final RedisAbsence absence = new RedisAbsence();

    SharedGates(Redis redis, GateLimits limits, Duration timeout) {
        this(redis, limits, timeout, GateScripts.REDIS_CLOCK);
    }

    /** @param clock Lua that sets {@code now}, in milliseconds */
    SharedGates(Redis redis, GateLimits limits, Duration timeout, String clock) {
        this.redis = redis.getDelegate();
        this.admit = LuaScript.of(clock + GateScripts.ADMIT);
        this.confirm = LuaScript.of(clock + GateScripts.CONFIRM);
        this.learn = LuaScript.of(clock + GateScripts.LEARN);
        this.look = LuaScript.of(clock + GateScripts.LOOK);
        this.timeout = timeout;
        this.limits = List.of(
                String.valueOf(limits.slowAt()),
                String.valueOf(limits.stopAt()),
                String.valueOf(limits.firstWait()),
                String.valueOf(limits.longestWait()),
                String.valueOf(limits.longestGap()),
                String.valueOf(limits.probeLease()));
    }

    /** Admits a call, if none of its gates requires a wait longer than {@code patience} ms. */
    Optional<GateVerdict> admit(List<GateKey> keys, String call, long patience) {
        return ask(admit, keys, List.of(String.valueOf(patience), call), reply -> {
            Kind kind = Kind.values()[reply.get(0).toInteger()];
            int key = reply.get(2).toInteger() - 1;
            return new GateVerdict(
                    kind, reply.get(1).toLong(), key, reply.get(3).toInteger() == 1);
        });
    }

    /** Returns true if an admitted call may still be sent. */
    Optional<Boolean> confirm(List<GateKey> keys, String call) {
        return ask(confirm, keys, List.of(call), reply -> reply.toInteger() == 1);
    }

    /** Records the observations of an answer, one per key. */
    Optional<List<GateView>> learn(List<GateKey> keys, String call, List<LimitObservation> observations) {
        return ask(learn, keys, arguments(call, observations), SharedGates::views);
    }

    /** As {@link #learn}, in the background. */
    void learnLater(List<GateKey> keys, String call, List<LimitObservation> observations) {
        if (absence.mayAsk()) {
            run(learn, keys, arguments(call, observations))
                    .orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS)
                    .whenComplete((reply, failure) -> {
                        if (failure == null) {
                            absence.answered();
                        } else {
                            absence.failed(failure);
                        }
                    });
        }
    }

    Optional<List<GateView>> look(List<GateKey> keys) {
        return ask(look, keys, List.of(), SharedGates::views);
    }

    private <T> Optional<T> ask(
            LuaScript script, List<GateKey> keys, List<String> arguments, Function<Response, T> answer) {
        if (!absence.mayAsk()) {
            return Optional.empty();
        }
        try {
            Response reply = run(script, keys, arguments).get(timeout.toMillis(), TimeUnit.MILLISECONDS);
            absence.answered();
            return Optional.of(answer.apply(reply));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException e) {
            LOG.debugf(e, "Redis could not be asked about gates");
            absence.failed(e instanceof ExecutionException ? e.getCause() : e);
            return Optional.empty();
        }
    }

    private CompletableFuture<Response> run(LuaScript script, List<GateKey> keys, List<String> arguments) {
        List<String> all = new ArrayList<>(limits);
        all.addAll(arguments);
        return script.run(redis, keys.stream().map(SharedGates::name).toList(), all)
                .toCompletableFuture();
    }

    private static String name(GateKey key) {
        return PREFIX + key.scope().name().toLowerCase(Locale.ROOT) + ":" + key.id();
    }

    private static List<String> arguments(String call, List<LimitObservation> observations) {
        List<String> arguments = new ArrayList<>();
        arguments.add(call);
        for (LimitObservation observation : observations) {
            arguments.add(String.valueOf(observation.outcome().ordinal()));
            arguments.add(String.valueOf(observation.namedMillis()));
            arguments.add(String.valueOf(observation.percent()));
        }
        return arguments;
    }

    private static List<GateView> views(Response reply) {
        List<GateView> views = new ArrayList<>();
        for (Response view : reply) {
            views.add(new GateView(
                    Double.parseDouble(view.get(0).toString()),
                    view.get(1).toInteger() == 1,
                    view.get(2).toLong(),
                    view.get(3).toInteger() == 1));
        }
        return views;
    }
}
