package graph;

import graph.GateVerdict.Kind;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import io.vertx.mutiny.redis.client.Response;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/**
 * The gates that all processes share, in Redis. Each question is one round trip, bounded in time; where Redis fails or
 * does not answer, the answer is empty, and for a while Redis is not asked: an outage costs one call its short wait,
 * not each.
 */
final class SharedGates {

    private static final Logger LOG = Logger.getLogger(SharedGates.class);
    /** The braces keep the gates of a call together where Redis is a cluster. */
    private static final String PREFIX = "creative:{gates}:";

    private final Redis redis;
    private final Duration timeout;
    private final String clock;
    private final List<String> limits;
    private final RedisAbsence absence = new RedisAbsence();

    SharedGates(Redis redis, GateLimits limits, Duration timeout) {
        this(redis, limits, timeout, GateScripts.REDIS_CLOCK);
    }

    /** @param clock Lua that sets {@code now}, in milliseconds */
    SharedGates(Redis redis, GateLimits limits, Duration timeout, String clock) {
        this.redis = redis;
        this.clock = clock;
        this.timeout = timeout;
        this.limits = List.of(
                String.valueOf(limits.slowAt()),
                String.valueOf(limits.stopAt()),
                String.valueOf(limits.firstWait()),
                String.valueOf(limits.longestWait()),
                String.valueOf(limits.longestGap()),
                String.valueOf(limits.probeLease()));
    }

    /** Lets a call through, if none of its gates says that it would have to wait longer than {@code patience} ms. */
    Optional<GateVerdict> admit(List<GateKey> keys, String call, long patience) {
        return ask(GateScripts.ADMIT, keys, List.of(String.valueOf(patience), call), reply -> {
            Kind kind = Kind.values()[reply.get(0).toInteger()];
            int key = reply.get(2).toInteger() - 1;
            return new GateVerdict(
                    kind, reply.get(1).toLong(), key, reply.get(3).toInteger() == 1);
        });
    }

    /** Whether a call that was let through a while ago may still be made. */
    Optional<Boolean> confirm(List<GateKey> keys, String call) {
        return ask(GateScripts.CONFIRM, keys, List.of(call), reply -> reply.toInteger() == 1);
    }

    /** Takes in what the answer to a call said of each key. */
    Optional<List<GateView>> learn(List<GateKey> keys, String call, List<Lesson> lessons) {
        return ask(GateScripts.LEARN, keys, arguments(call, lessons), SharedGates::views);
    }

    /** As {@link #learn}, without waiting for it. */
    void learnLater(List<GateKey> keys, String call, List<Lesson> lessons) {
        if (absence.mayAsk()) {
            redis.send(request(GateScripts.LEARN, keys, arguments(call, lessons)))
                    .ifNoItem()
                    .after(timeout)
                    .fail()
                    .subscribe()
                    .with(reply -> absence.answered(), absence::failed);
        }
    }

    Optional<List<GateView>> look(List<GateKey> keys) {
        return ask(GateScripts.LOOK, keys, List.of(), SharedGates::views);
    }

    private <T> Optional<T> ask(
            String script, List<GateKey> keys, List<String> arguments, Function<Response, T> answer) {
        if (!absence.mayAsk()) {
            return Optional.empty();
        }
        try {
            Response reply =
                    redis.send(request(script, keys, arguments)).await().atMost(timeout);
            absence.answered();
            return Optional.of(answer.apply(reply));
        } catch (RuntimeException e) {
            LOG.debugf(e, "Redis does not tell about gates");
            absence.failed(e);
            return Optional.empty();
        }
    }

    private Request request(String script, List<GateKey> keys, List<String> arguments) {
        Request request = Request.cmd(Command.EVAL).arg(clock + script).arg(keys.size());
        keys.forEach(key -> request.arg(name(key)));
        limits.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }

    private static String name(GateKey key) {
        return PREFIX + key.scope().name().toLowerCase(Locale.ROOT) + ":" + key.id();
    }

    private static List<String> arguments(String call, List<Lesson> lessons) {
        List<String> arguments = new ArrayList<>();
        arguments.add(call);
        for (Lesson lesson : lessons) {
            arguments.add(String.valueOf(lesson.outcome().ordinal()));
            arguments.add(String.valueOf(lesson.namedMillis()));
            arguments.add(String.valueOf(lesson.percent()));
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
