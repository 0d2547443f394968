package routes;

import static flow.Bodies.caught;
import static flow.Bodies.on;
import static flow.Bodies.to;

import flow.Bodies;
import graph.AnswerStrategy;
import graph.GraphCall;
import graph.GraphConfig;
import graph.GraphException.Invalid;
import graph.GraphException.Throttled;
import graph.GraphException.TokenRejected;
import graph.TokenWatch;
import io.quarkus.arc.Unremovable;
import limits.Attempts;
import limits.GraphAnnouncements;
import limits.MetaBreaker;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * All calls to Meta. {@code direct:graph} takes a {@link GraphCall} with its request; afterwards the call has Meta's
 * answer, or fails with one of the outcomes of {@link graph.GraphException}, or with a {@link failures.Wait} while Meta
 * is down or no slot is free. Transient failures are redelivered here and nowhere else, and each redelivery passes
 * every check again: account, slot, pace, circuit breaker.
 */
@Singleton
@Unremovable
public class GraphRoutes extends RouteBuilder {

    private final TokenWatch tokens;
    private final Attempts attempts;
    private final MetaBreaker breaker;
    private final GraphAnnouncements announcements;
    private final GraphConfig config;

    @Inject
    public GraphRoutes(
            TokenWatch tokens,
            Attempts attempts,
            MetaBreaker breaker,
            GraphAnnouncements announcements,
            GraphConfig config) {
        this.tokens = tokens;
        this.attempts = attempts;
        this.breaker = breaker;
        this.announcements = announcements;
        this.config = config;
    }

    @Override
    public void configure() {
        // The call and its redeliveries use an exchange of their own: Camel takes an exchange with exhausted
        // redeliveries past every doCatch and onException of the calling routes.
        from("direct:graph")
                .routeId("graph")
                .errorHandler(noErrorHandler())
                .process(on(GraphCall.class, tokens::check))
                .doTry()
                .enrich("direct:graph-redelivered", new AnswerStrategy(), true)
                .process(on(GraphCall.class, tokens::accepted))
                .doCatch(TokenRejected.class)
                .process(caught(GraphCall.class, tokens::rejected))
                .process(caught(GraphCall.class, announcements::rejected))
                .process(Bodies::rethrow)
                .doCatch(Throttled.class)
                .process(caught(GraphCall.class, announcements::throttled))
                .process(Bodies::rethrow)
                .end();

        from("direct:graph-redelivered")
                .routeId("graph-redelivered")
                .routeConfigurationId("graph")
                .to("direct:graph-call");

        from("direct:graph-call")
                .routeId("graph-call")
                .errorHandler(noErrorHandler())
                .process(attempts::begin)
                .doTry()
                .process(attempts::check)
                .filter(attempts::needsTrial)
                .enrich("direct:graph-trial", new AnswerStrategy(), true)
                .end()
                .process(attempts::admit)
                .delay(attempts.spacing())
                .process(attempts::enter)
                .throttle(constant(config.callsPerSecond()))
                .timePeriodMillis(1000)
                .correlationExpression(attempts.account())
                .process(attempts::confirm)
                .circuitBreaker()
                .faultToleranceConfiguration()
                .typedGuard("metaBreaker")
                .end()
                .to("direct:graph-http")
                .onFallback()
                .process(breaker::failed)
                .endCircuitBreaker()
                .end()
                .filter(attempts::hasStopped)
                .process(on(GraphCall.class, announcements::stopped))
                .endDoTry()
                .doFinally()
                .process(attempts::end)
                .end();

        // The probe is a call that may be lost, and that cannot fail because of its own content.
        from("direct:graph-trial")
                .routeId("graph-trial")
                .errorHandler(noErrorHandler())
                .process(to(GraphCall.class, breaker::trial))
                .doTry()
                .to("direct:graph-call")
                .doCatch(Invalid.class)
                .log(LoggingLevel.DEBUG, "Meta answered the probe with an error: ${exception.message}")
                .end();

        from("direct:graph-http")
                .routeId("graph-http")
                .errorHandler(noErrorHandler())
                .process(attempts::write)
                .doTry()
                .to("{{creative.graph.endpoint}}")
                .process(attempts::read)
                .doCatch(Exception.class)
                .process(attempts::failed)
                .end();
    }
}
