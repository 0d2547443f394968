package observability;

import graph.GraphOperation;
import graph.GraphRequest;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Measures calls to Meta on their way through {@code routes.GraphRoutes}: their gates, and the call itself. */
@Singleton
@Unremovable
class GraphMeasurement implements Measurement {

    private final Meters meters;

    @Inject
    GraphMeasurement(Meters meters) {
        this.meters = meters;
    }

    @Override
    public Map<String, RoutePolicy> byRoute() {
        return Map.of(
                "check-token", new TokenCheck(),
                "graph-call", new Attempt(),
                "graph-slot", new WaitEnd(CallWait.THROTTLE),
                "graph-http", new WaitEnd(CallWait.SLOT),
                "graph-exchange", new Call());
    }

    /** A call whose token is dead comes to no gate. */
    private final class TokenCheck extends RoutePolicySupport {
        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.getException() != null) {
                meters.heldBack(HoldBack.of(exchange.getException()));
            }
        }
    }

    /** One try, from the first gate to the answer. */
    private final class Attempt extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            if (!GraphAttempt.isWithin(exchange)
                    && exchange.getMessage().getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class) > 0) {
                meters.redelivered();
            }
            GraphAttempt.begin(exchange);
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            GraphAttempt attempt = GraphAttempt.end(exchange);
            if (exchange.getException() != null && !attempt.isSent()) {
                meters.heldBack(HoldBack.of(exchange.getException()));
            }
        }
    }

    /** A gate is behind the call where the next route begins. */
    private final class WaitEnd extends RoutePolicySupport {
        private final CallWait wait;

        private WaitEnd(CallWait wait) {
            this.wait = wait;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            meters.waited(wait, GraphAttempt.of(exchange).lap());
        }
    }

    /** The call itself. */
    private final class Call extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            GraphAttempt attempt = GraphAttempt.of(exchange);
            attempt.send();
            attempt.lap();
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            GraphRequest request = exchange.getVariable("graphRequest", GraphRequest.class);
            GraphOperation operation = GraphOperation.of(request);
            meters.called(
                    operation,
                    exchange.getException(),
                    GraphAttempt.of(exchange).lap());
            if (exchange.getException() == null && request.attachment() != null) {
                meters.uploaded(operation, request.attachment().length());
            }
        }
    }
}
