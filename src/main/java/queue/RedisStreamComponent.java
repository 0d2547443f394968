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
 * Work queues in Redis Streams. Producers add entries; the consumers of a group share them, and each entry stays in the
 * stream until it is acknowledged.
 *
 * <p>It needs two Redis clients: one for non-blocking commands, and one whose connections consumers block while they
 * wait for entries, one connection per consumer. Either set both, or set {@code url} and the component creates them.
 */
@Component(RedisStreamConstants.SCHEME)
public class RedisStreamComponent extends HealthCheckComponent {

    /** Size of the pool, and of its queue, in clients that the component creates. */
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

    /** Creates the component, to be configured by its options. */
    public RedisStreamComponent() {}

    /**
     * Creates the component with clients that the caller closes.
     *
     * @param redis for non-blocking commands
     * @param blockingRedis for blocking reads, with at least one connection for each consumer
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
                    "Set both redis and blockingRedis: a blocking read would delay every other command");
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

    /** The client for non-blocking commands. */
    Redis commandClient() {
        return ownClients == null ? redis : ownClients.commands();
    }

    /** The client for blocking reads. */
    Redis blockingClient() {
        return ownClients == null ? blockingRedis : ownClients.blocking();
    }

    /**
     * The server if no clients are set, such as redis://localhost:6379; rediss:// uses TLS. A user and password may
     * precede the host.
     */
    public void setUrl(String url) {
        this.url = url;
    }

    public String getUrl() {
        return url;
    }

    /** The client for non-blocking commands. Needs {@code blockingRedis} too; the caller closes both. */
    public void setRedis(Redis redis) {
        this.redis = redis;
    }

    public Redis getRedis() {
        return redis;
    }

    /** The client for blocking reads, with at least one connection for each consumer route. */
    public void setBlockingRedis(Redis blockingRedis) {
        this.blockingRedis = blockingRedis;
    }

    public Redis getBlockingRedis() {
        return blockingRedis;
    }

    /** The Vert.x instance of clients created from {@code url}. By default the component creates one and closes it. */
    public void setVertx(Vertx vertx) {
        this.vertx = vertx;
    }

    public Vertx getVertx() {
        return vertx;
    }

    /**
     * Clients that the component created.
     *
     * @param ownVertx closed with them; null if it was set
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
