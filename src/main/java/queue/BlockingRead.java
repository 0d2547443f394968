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
 * Reads new entries for a consumer, waiting for them in Redis. The connection is taken for each read, so that none is
 * held while the consumer has no room for entries. Used by one thread; {@link #end()} is for any other.
 *
 * <p>To give up waiting by closing the connection could lose sight of an entry that Redis has just delivered, until it
 * is claimed. {@code CLIENT UNBLOCK} cannot: the reply is either the entries, or none.
 */
final class BlockingRead {

    private static final Duration END_PATIENCE = Duration.ofMillis(500);
    private static final Duration END_RETRY = Duration.ofMillis(20);

    private final Redis redis;
    private final RedisStreamCommands commands;
    private final RedisStreamEndpoint endpoint;
    private final String consumer;

    private final Object monitor = new Object();
    /** The id that Redis gave to the connection with a read under way. */
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
     * @return none if none came in time, or the read was ended
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
                // Not before the reply: a connection still blocked must not be given to somebody else by the pool.
                reply.whenComplete((response, failure) -> connection.close());
            }
        }
    }

    /** Ends the read under way, within half a second if Redis answers, and refuses later ones. */
    void end() {
        long deadline = System.nanoTime() + END_PATIENCE.toNanos();
        synchronized (monitor) {
            ended = true;
        }
        try {
            // Again and again, as the first one may overtake the read, which travels on another connection.
            for (String client = blocked(); client != null && System.nanoTime() < deadline; client = blocked()) {
                commands.unblock(client);
                synchronized (monitor) {
                    if (blockedClient != null) {
                        monitor.wait(END_RETRY.toMillis());
                    }
                }
            }
        } catch (RedisStreamException e) {
            // Redis is away: the read fails by itself.
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
            // One that comes too late goes back to the pool.
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
                // 0 would be without end.
                .arg(Math.max(1, block.toMillis()))
                .arg("STREAMS")
                .arg(endpoint.getStreamName())
                .arg(">");
    }

    private List<RedisStreamEntry> entries(Response reply) {
        List<RedisStreamEntry> entries = new ArrayList<>();
        if (reply != null) {
            // A map by stream in version 3 of the protocol, a list of pairs in version 2.
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
            throw new RedisStreamException("Read of stream " + endpoint.getStreamName(), e.getCause());
        } catch (TimeoutException e) {
            throw new RedisStreamException("Read of stream " + endpoint.getStreamName(), e);
        }
    }
}
