package jobs;

import io.quarkus.arc.Unremovable;
import io.quarkus.redis.client.RedisClientName;
import io.vertx.redis.client.Redis;
import queue.RedisStreamComponent;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * Configures the component {@code redis-stream:} with the service's Redis clients: the default one, and {@code queue}
 * for blocking reads.
 */
public class QueueComponent {

    @Produces
    @Singleton
    @Unremovable
    @Named("redis-stream")
    RedisStreamComponent redisStream(Redis redis, @RedisClientName("queue") Redis queue) {
        return new RedisStreamComponent(redis, queue);
    }
}
