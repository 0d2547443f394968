package webhooks;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** How many deliveries this process has under way: it takes no more than it can begin at once. */
@Singleton
@Unremovable
public class DeliverySlots {

    private final WebhooksConfig config;
    private final AtomicInteger free;

    @Inject
    public DeliverySlots(WebhooksConfig config) {
        this.config = config;
        this.free = new AtomicInteger(config.concurrency());
    }

    /** Whether another delivery could begin. */
    public boolean areFree() {
        return free.get() > 0;
    }

    /** The parameters of {@code take-webhook-deliveries.sql}. */
    public Map<String, Object> request() {
        return Map.of(
                "limit", free.get(),
                "client_limit", config.clientConcurrency(),
                "lease_seconds", config.lease().toMillis() / 1000.0);
    }

    /** Deliveries were taken and begin. */
    public void take(@Body List<?> deliveries) {
        free.addAndGet(-deliveries.size());
    }

    /** One has ended. */
    public void giveBack() {
        free.incrementAndGet();
    }
}
