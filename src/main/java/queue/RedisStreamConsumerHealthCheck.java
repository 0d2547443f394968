package queue;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

import java.util.Map;

/**
 * Readiness of a consumer: down while it cannot read from Redis. A suspended consumer is up, since it should not read.
 */
class RedisStreamConsumerHealthCheck extends AbstractHealthCheck {

    private final RedisStreamConsumer consumer;

    RedisStreamConsumerHealthCheck(RedisStreamConsumer consumer) {
        super("camel", RedisStreamConstants.SCHEME + "-consumer-" + consumer.getRouteId());
        this.consumer = consumer;
    }

    @Override
    public boolean isLiveness() {
        // Without Redis the process is still live.
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        builder.detail("stream.name", consumer.getEndpoint().getStreamName());
        builder.detail("route.id", consumer.getRouteId());
        if (consumer.isReading() || consumer.isSuspended()) {
            builder.up();
        } else {
            builder.message("Cannot read from Redis").down();
        }
    }
}
