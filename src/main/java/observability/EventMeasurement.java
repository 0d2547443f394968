package observability;

import http.IdempotencyKeys;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;

import java.util.Map;
import java.util.function.Predicate;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Counts what happens now and then. */
@Singleton
@Unremovable
class EventMeasurement implements Measurement {

    private final Meters meters;

    @Inject
    EventMeasurement(Meters meters) {
        this.meters = meters;
    }

    @Override
    public Map<String, RoutePolicy> byRoute() {
        return Map.of(
                "delete-object", new Count(exchange -> true, meters::surplusDeleted),
                "note-token-rejected", new Count(exchange -> true, meters::tokenRejected),
                "claim-key", new Count(EventMeasurement::isReplay, meters::replayed));
    }

    private static boolean isReplay(Exchange exchange) {
        return exchange.getMessage().getHeader(IdempotencyKeys.REPLAYED) != null;
    }

    /** Counts the exchanges that come through. */
    private static final class Count extends RoutePolicySupport {
        private final Predicate<Exchange> counts;
        private final Runnable counter;

        private Count(Predicate<Exchange> counts, Runnable counter) {
            this.counts = counts;
            this.counter = counter;
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.getException() == null && counts.test(exchange)) {
                counter.run();
            }
        }
    }
}
