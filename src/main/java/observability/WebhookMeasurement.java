package observability;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;
import webhooks.Conclusion;

import java.time.Duration;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** How attempts to deliver webhooks go. */
@Singleton
@Unremovable
class WebhookMeasurement implements Measurement {

    private static final String BEGUN = WebhookMeasurement.class.getName() + ".begun";

    private final Meters meters;

    @Inject
    WebhookMeasurement(Meters meters) {
        this.meters = meters;
    }

    @Override
    public Map<String, RoutePolicy> byRoute() {
        return Map.of("attempt-delivery", new Attempt());
    }

    private final class Attempt extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            exchange.setProperty(BEGUN, System.nanoTime());
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Conclusion conclusion = exchange.getVariable("conclusion", Conclusion.class);
            if (conclusion != null) {
                long begun = (long) exchange.removeProperty(BEGUN);
                meters.webhook(WebhookOutcome.of(conclusion), Duration.ofNanos(System.nanoTime() - begun));
            }
        }
    }
}
