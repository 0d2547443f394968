package queue;

import io.quarkus.redis.client.RedisClientName;
import io.vertx.mutiny.redis.client.Redis;
import org.apache.camel.Endpoint;
import org.apache.camel.support.HealthCheckComponent;

import java.util.Map;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Work queues in Redis Streams. Producers add entries; consumers of a group share them, and each entry stays in the
 * stream until it is acknowledged.
 *
 * <p>It needs two Redis clients: the default one, for commands that answer at once, and one named {@code queue}, whose
 * connections may be blocked by consumers that wait for entries, one each.
 */
@Singleton
@Named(RedisStreamConstants.SCHEME)
public class RedisStreamComponent extends HealthCheckComponent {

    /** The name of the Redis client for blocking reads. */
    public static final String BLOCKING_CLIENT = "queue";

    private final Redis redis;
    private final Redis blockingRedis;

    /**
     * @param redis for commands that answer at once
     * @param blockingRedis for reads that wait, with at least one connection for each consumer
     */
    public RedisStreamComponent(Redis redis, @RedisClientName(BLOCKING_CLIENT) Redis blockingRedis) {
        this.redis = redis;
        this.blockingRedis = blockingRedis;
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        RedisStreamEndpoint endpoint = new RedisStreamEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    Redis getRedis() {
        return redis;
    }

    Redis getBlockingRedis() {
        return blockingRedis;
    }
}
