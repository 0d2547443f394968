package queue;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;

import java.util.Map;

/**
 * Work queues in Redis Streams. Producers add entries; consumers of a group share them, and each entry stays in the
 * stream until it is acknowledged.
 *
 * <p>It needs two Redis clients: one for commands that answer at once, and one whose connections may be blocked by
 * consumers that wait for entries, one connection for each consumer. Either both are given, or {@code url} is and the
 * component makes them.
 */
@Component(RedisStreamConstants.SCHEME)
public class RedisStreamComponent extends HealthCheckComponent {

    /** Connections of a client that the component makes itself, and callers that may wait for one. */
    private static final int POOL_SIZE = 16;

    private static final int POOL_WAITING = 200;

    @Metadata(label = "common", secret = true)
    private String url;

    @Metadata(label = "advanced")
    private Redis redis;

    @Metadata(label = "consumer,advanced")
    private Redis blockingRedis;

    @Metadata(label = "advanced")
    private Vertx vertx;

    private Clients ownClients;

    /** The component, to be configured by its options. */
    public RedisStreamComponent() {}

    /**
     * The component with clients that the caller closes.
     *
     * @param redis for commands that answer at once
     * @param blockingRedis for reads that wait, with at least one connection for each consumer
     */
    public RedisStreamComponent(Redis redis, Redis blockingRedis) {
        this.redis = redis;
        this.blockingRedis = blockingRedis;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        RedisStreamEndpoint endpoint = new RedisStreamEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (redis == null != (blockingRedis == null)) {
            throw new IllegalArgumentException(
                    "Set both redis and blockingRedis: a read that waits in Redis would hold up every other command");
        }
        if (redis == null && url == null) {
            throw new IllegalArgumentException(
                    "The component redis-stream needs the option url, such as redis://localhost:6379, or its own"
                            + " clients in redis and blockingRedis");
        }
        if (redis == null) {
            ownClients = Clients.open(url, vertx);
        }
    }

    @Override
    protected void doShutdown() throws Exception {
        if (ownClients != null) {
            ownClients.close();
            ownClients = null;
        }
        super.doShutdown();
    }

    /** The client for commands that answer at once. */
    Redis commandClient() {
        return ownClients == null ? redis : ownClients.commands();
    }

    /** The client for reads that wait. */
    Redis blockingClient() {
        return ownClients == null ? blockingRedis : ownClients.blocking();
    }

    /** The server where no clients are given, such as redis://localhost:6379; rediss:// is with TLS. A user and password may stand before the host. */
    public void setUrl(String url) {
        this.url = url;
    }

    public String getUrl() {
        return url;
    }

    /** The client for commands that answer at once. Needs {@code blockingRedis} beside it; the caller closes both. */
    public void setRedis(Redis redis) {
        this.redis = redis;
    }

    public Redis getRedis() {
        return redis;
    }

    /** The client for reads that wait in Redis, with at least one connection for each consumer route. */
    public void setBlockingRedis(Redis blockingRedis) {
        this.blockingRedis = blockingRedis;
    }

    public Redis getBlockingRedis() {
        return blockingRedis;
    }

    /** The Vert.x instance for clients made from {@code url}. By default the component makes one and closes it. */
    public void setVertx(Vertx vertx) {
        this.vertx = vertx;
    }

    public Vertx getVertx() {
        return vertx;
    }

    /**
     * Clients that belong to the component.
     *
     * @param ownVertx to be closed with them, or null if it was given
     */
    private record Clients(Redis commands, Redis blocking, Vertx ownVertx) implements AutoCloseable {

        static Clients open(String url, Vertx given) {
            Vertx vertx = given == null ? Vertx.vertx() : given;
            RedisOptions options = new RedisOptions()
                    .setConnectionString(url)
                    .setMaxPoolSize(POOL_SIZE)
                    .setMaxPoolWaiting(POOL_WAITING);
            return new Clients(
                    Redis.createClient(vertx, options),
                    Redis.createClient(vertx, new RedisOptions(options)),
                    given == null ? vertx : null);
        }

        @Override
        public void close() {
            commands.close();
            blocking.close();
            if (ownVertx != null) {
                ownVertx.close().toCompletionStage().toCompletableFuture().join();
            }
        }
    }
}
