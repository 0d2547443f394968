package queue;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Reads new entries for a consumer with a blocking command. The connection is acquired for each read, so none is held
 * while the consumer has no free slot. Used by one thread; {@link #end()} may be called by any other.
 *
 * <p>Closing the connection to cancel a read could lose an entry that Redis has just delivered, until it is claimed.
 * {@code CLIENT UNBLOCK} cannot: the reply is either the entries, or none.
 */
final class BlockingRead {

    private static final Duration END_PATIENCE = Duration.ofMillis(500);
    private static final Duration END_RETRY = Duration.ofMillis(20);

    private final Redis redis;
    private final RedisStreamCommands commands;
    private final RedisStreamEndpoint endpoint;
    private final String consumer;

    private final Object monitor = new Object();
    /** The id that Redis assigned to the connection of the read in progress. */
    private String blockedClient;

    private boolean ended;

    BlockingRead(Redis redis, RedisStreamCommands commands, RedisStreamEndpoint endpoint, String consumer) {
        this.redis = redis;
        this.commands = commands;
        this.endpoint = endpoint;
        this.consumer = consumer;
    }

    /**
     * Waits for new entries and reads them.
     *
     * @return empty if none arrived in time, or the read was ended
     */
    List<RedisStreamEntry> read(int most, Duration block) throws InterruptedException {
        RedisConnection connection = connect();
        CompletableFuture<Response> reply = null;
        try {
            Response clientId =
                    await(send(connection, Request.cmd(Command.CLIENT).arg("ID")), endpoint.timeout());
            if (!begin(clientId.toString())) {
                return List.of();
            }
            reply = send(connection, readRequest(most, block));
            return entries(await(reply, block.plus(endpoint.timeout())));
        } finally {
            done();
            if (reply == null) {
                connection.close();
            } else {
                // Only after the reply: the pool must not lend a connection that is still blocked.
                reply.whenComplete((response, failure) -> connection.close());
            }
        }
    }

    /** Ends the read in progress, within half a second if Redis answers, and rejects later ones. */
    void end() {
        long deadline = System.nanoTime() + END_PATIENCE.toNanos();
        synchronized (monitor) {
            ended = true;
        }
        try {
            // Repeated, because the first one may overtake the read, which is on another connection.
            for (String client = blocked(); client != null && System.nanoTime() < deadline; client = blocked()) {
                commands.unblock(client);
                synchronized (monitor) {
                    if (blockedClient != null) {
                        monitor.wait(END_RETRY.toMillis());
                    }
                }
            }
        } catch (RedisStreamException e) {
            // Redis is unavailable: the read fails by itself.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean begin(String clientId) {
        synchronized (monitor) {
            if (!ended) {
                blockedClient = clientId;
            }
            return !ended;
        }
    }

    private void done() {
        synchronized (monitor) {
            blockedClient = null;
            monitor.notifyAll();
        }
    }

    private String blocked() {
        synchronized (monitor) {
            return blockedClient;
        }
    }

    private RedisConnection connect() throws InterruptedException {
        CompletableFuture<RedisConnection> connection =
                redis.connect().toCompletionStage().toCompletableFuture();
        try {
            return await(connection, endpoint.timeout());
        } catch (RedisStreamException e) {
            // A connection that arrives too late is returned to the pool.
            connection.thenAccept(RedisConnection::close);
            throw e;
        }
    }

    private Request readRequest(int most, Duration block) {
        return Request.cmd(Command.XREADGROUP)
                .arg("GROUP")
                .arg(endpoint.getGroup())
                .arg(consumer)
                .arg("COUNT")
                .arg(most)
                .arg("BLOCK")
                // 0 would block forever.
                .arg(Math.max(1, block.toMillis()))
                .arg("STREAMS")
                .arg(endpoint.getStreamName())
                .arg(">");
    }

    private List<RedisStreamEntry> entries(Response reply) {
        List<RedisStreamEntry> entries = new ArrayList<>();
        if (reply != null) {
            // A map by stream in protocol version 3, a list of pairs in version 2.
            Response ofStream = reply.isMap()
                    ? reply.get(endpoint.getStreamName())
                    : reply.get(0).get(1);
            for (Response entry : ofStream) {
                entries.add(RedisStreamEntry.of(entry.get(0).toString(), entry.get(1), 1));
            }
        }
        return entries;
    }

    private static CompletableFuture<Response> send(RedisConnection connection, Request request) {
        return connection.send(request).toCompletionStage().toCompletableFuture();
    }

    private <T> T await(CompletableFuture<T> future, Duration limit) throws InterruptedException {
        try {
            return future.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new RedisStreamException("Reading stream " + endpoint.getStreamName(), e.getCause());
        } catch (TimeoutException e) {
            throw new RedisStreamException("Reading stream " + endpoint.getStreamName(), e);
        }
    }
}
