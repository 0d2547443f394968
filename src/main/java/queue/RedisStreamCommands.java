package queue;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The non-blocking commands on one stream and its consumer group. Each is one round trip with a timeout, and throws
 * {@link RedisStreamException} if Redis fails or does not answer.
 */
final class RedisStreamCommands {

    private final Redis redis;
    private final String stream;
    private final String group;
    private final Duration timeout;

    RedisStreamCommands(Redis redis, String stream, String group, Duration timeout) {
        this.redis = redis;
        this.stream = stream;
        this.group = group;
        this.timeout = timeout;
    }

    /** The added entries, and the incarnation of their stream. */
    record Added(String incarnation, List<String> ids) {}

    /** The claimed entries, and the ids of those moved to the dead letter stream instead. */
    record Claimed(List<RedisStreamEntry> entries, List<String> deadLetters) {}

    Added add(List<Map<String, String>> entries) {
        List<String> arguments = new ArrayList<>();
        arguments.add(newIncarnation());
        for (Map<String, String> fields : entries) {
            arguments.add(String.valueOf(2 * fields.size()));
            fields.forEach((field, value) -> arguments.addAll(List.of(field, value)));
        }
        List<String> reply = strings(eval(RedisStreamScripts.ADD, keys(incarnationKey()), arguments));
        return new Added(reply.get(0), reply.subList(1, reply.size()));
    }

    StreamInfo info() {
        Response reply = eval(RedisStreamScripts.INFO, keys(incarnationKey()), List.of(newIncarnation(), group));
        return new StreamInfo(
                reply.get(0).toString(),
                reply.get(1).toLong(),
                reply.get(2).toLong(),
                reply.get(3).toLong());
    }

    /** Creates the group at the beginning of the stream, unless it exists. */
    void createGroup() {
        eval(RedisStreamScripts.CREATE_GROUP, keys(incarnationKey()), List.of(newIncarnation(), group));
    }

    /**
     * @return the number of entries that were pending
     */
    int acknowledge(Collection<String> ids) {
        return eval(RedisStreamScripts.ACKNOWLEDGE, keys(), concat(List.of(group), ids))
                .toInteger();
    }

    /**
     * Claims pending entries of any consumer.
     *
     * @param idle minimum idle time
     * @param most maximum number of entries
     * @param maxDeliveries deliveries after which an entry is moved to the dead letter stream; 0 for never
     * @param leftOut ids that must not be claimed
     */
    Claimed claim(
            String consumer,
            Duration idle,
            int most,
            int maxDeliveries,
            String deadLetterStream,
            Collection<String> leftOut) {
        List<String> arguments = List.of(
                group, consumer, String.valueOf(idle.toMillis()), String.valueOf(most), String.valueOf(maxDeliveries));
        String deadLetterKey = deadLetterStream == null ? stream : deadLetterStream;
        Response reply = eval(RedisStreamScripts.CLAIM, keys(deadLetterKey), concat(arguments, leftOut));
        List<RedisStreamEntry> entries = new ArrayList<>();
        for (Response entry : reply.get(0)) {
            entries.add(RedisStreamEntry.of(
                    entry.get(0).toString(), entry.get(2), entry.get(1).toLong()));
        }
        return new Claimed(entries, strings(reply.get(1)));
    }

    /**
     * Resets the idle time of pending entries, so that other consumers do not claim them.
     *
     * @return the ids that the consumer no longer owns
     */
    List<String> keep(String consumer, Collection<String> ids) {
        return strings(eval(RedisStreamScripts.KEEP, keys(), concat(List.of(group, consumer), ids)));
    }

    /** Removes the consumer, and all others idle for that long, from the group, unless they have pending entries. */
    void forgetConsumers(String consumer, Duration idle) {
        eval(RedisStreamScripts.FORGET_CONSUMERS, keys(), List.of(group, consumer, String.valueOf(idle.toMillis())));
    }

    /** Ends the blocking command of another connection, as if it had timed out. */
    void unblock(String clientId) {
        Request request =
                Request.cmd(Command.CLIENT).arg("UNBLOCK").arg(clientId).arg("TIMEOUT");
        await("CLIENT UNBLOCK", redis.send(request).toCompletionStage());
    }

    private Response eval(LuaScript script, List<String> keys, List<String> arguments) {
        return await("Script", script.run(redis, keys, arguments));
    }

    private Response await(String attempt, CompletionStage<Response> reply) {
        try {
            return reply.toCompletableFuture().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new RedisStreamException(attempt + " on stream " + stream, e.getCause());
        } catch (TimeoutException e) {
            throw new RedisStreamException(attempt + " on stream " + stream, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RedisStreamException(attempt + " on stream " + stream, e);
        }
    }

    private List<String> keys(String... others) {
        return concat(List.of(stream), Arrays.asList(others));
    }

    private String incarnationKey() {
        return stream + RedisStreamConstants.INCARNATION_SUFFIX;
    }

    private static String newIncarnation() {
        return UUID.randomUUID().toString();
    }

    private static List<String> concat(List<String> first, Collection<String> then) {
        List<String> all = new ArrayList<>(first);
        all.addAll(then);
        return all;
    }

    private static List<String> strings(Response reply) {
        List<String> strings = new ArrayList<>();
        for (Response element : reply) {
            strings.add(element.toString());
        }
        return strings;
    }
}
