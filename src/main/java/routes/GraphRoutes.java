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
 * The one door to Meta. {@code direct:graph} takes a {@link GraphCall} with its request; afterwards it has Meta's answer,
 * or fails with one of the outcomes of {@link graph.GraphException}, or with a {@link failures.Wait} while Meta is down
 * or has no slot free. Transient failures are redelivered here and nowhere else, and each redelivery passes every gate
 * again: is the account open, a free slot, the pace, the circuit breaker.
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
        // The call and its redeliveries are an exchange of their own: one whose redeliveries are exhausted is taken
        // past every doCatch and onException of the routes that called.
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

        // Whether Meta is back is found out by a call that can be lost, and that does not fail for its own sake.
        from("direct:graph-trial")
                .routeId("graph-trial")
                .errorHandler(noErrorHandler())
                .process(to(GraphCall.class, breaker::trial))
                .doTry()
                .to("direct:graph-call")
                .doCatch(Invalid.class)
                .log(LoggingLevel.DEBUG, "Meta answers: ${exception.message}")
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
