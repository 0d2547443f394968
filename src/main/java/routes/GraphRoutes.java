package routes;

import graph.AnswerStrategy;
import graph.Callers;
import graph.Governor;
import graph.GraphAnswers;
import graph.GraphException;
import graph.GraphFailures;
import graph.GraphMessages;
import graph.MetaBreaker;
import graph.Pictures;
import graph.TokenWatch;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;

import java.io.IOException;

/**
 * The one door to Meta. {@code direct:graph} sends the exchange variable {@code graphRequest} on behalf of
 * {@code account} and {@code caller}; the answer is Meta's JSON, or one of the outcomes of
 * {@link graph.GraphException}, or {@link graph.BreakerOpenException} while Meta is down. Transient failures are
 * redelivered here and nowhere else, and each redelivery passes every gate again: is the account open, a free slot, the
 * pace, the circuit breaker.
 */
public class GraphRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // The call and its redeliveries are an exchange of their own: one whose redeliveries are exhausted is taken
        // past every doCatch and onException of the routes that called.
        from("direct:graph")
                .routeId("graph")
                .errorHandler(noErrorHandler())
                .to("direct:check-token")
                .doTry()
                .enrich("direct:graph-redelivered", new AnswerStrategy(), true)
                .filter(method(TokenWatch.class, "isNews"))
                .enrich("direct:note-token-accepted", AggregationStrategies.useOriginal(false), true)
                .endDoTry()
                .doCatch(GraphException.TokenRejected.class)
                .enrich("direct:note-token-rejected", AggregationStrategies.useOriginal(false), true)
                .enrich("direct:raise-token-rejected", AggregationStrategies.useOriginal(false), true)
                .bean(GraphFailures.class, "raiseCaught")
                .doCatch(GraphException.Throttled.class)
                .enrich("direct:note-throttle", AggregationStrategies.useOriginal(false), true)
                .bean(GraphFailures.class, "raiseCaught")
                .end();

        // Only what Meta has said is news, not that nothing is sent to it meanwhile.
        from("direct:note-throttle")
                .routeId("note-throttle")
                .errorHandler(noErrorHandler())
                .filter(method(GraphFailures.class, "isMetasOwn"))
                .to("direct:raise-account-throttled");

        from("direct:graph-redelivered")
                .routeId("graph-redelivered")
                .routeConfigurationId("graph")
                .to("direct:graph-call");

        from("direct:graph-call")
                .routeId("graph-call")
                .errorHandler(noErrorHandler())
                .bean(Callers.class, "checkDeadline")
                .bean(MetaBreaker.class, "check")
                .filter(method(MetaBreaker.class, "needsTrial"))
                .enrich("direct:graph-trial", new AnswerStrategy(), true)
                .end()
                .setVariable("admission", method(Governor.class, "admit"))
                .delay(method(Governor.class, "spacing"))
                .doTry()
                .to("direct:graph-slot")
                .doFinally()
                .bean(Governor.class, "giveBack")
                .end();

        // Whether Meta is back is found out by a call that can be lost, and that does not fail for its own sake.
        from("direct:graph-trial")
                .routeId("graph-trial")
                .errorHandler(noErrorHandler())
                .setVariable("graphRequest", method(MetaBreaker.class, "trial"))
                .doTry()
                .to("direct:graph-call")
                .doCatch(GraphException.Invalid.class)
                .log(LoggingLevel.DEBUG, "Meta answers: ${exception.message}")
                .end();

        from("direct:graph-slot")
                .routeId("graph-slot")
                .errorHandler(noErrorHandler())
                .policy("callGate")
                .throttle(simple("{{creative.graph.calls-per-second}}"))
                .timePeriodMillis(1000)
                .correlationExpression(simple("${variable.graphRequest.account.adAccountId}"))
                .to("direct:prove-lease")
                .bean(Governor.class, "confirm")
                .bean(MetaBreaker.class, "confirm")
                .circuitBreaker()
                .faultToleranceConfiguration()
                .typedGuard("metaBreaker")
                .end()
                .to("direct:graph-http")
                .onFallback()
                .bean(MetaBreaker.class, "failed")
                .end();

        from("direct:graph-http")
                .routeId("graph-http")
                .errorHandler(noErrorHandler())
                .bean(GraphMessages.class, "write")
                .doTry()
                .to("direct:graph-exchange")
                .bean(Governor.class, "answered")
                .to("direct:note-usage")
                .doCatch(GraphException.class)
                .bean(Governor.class, "failed")
                .end();

        from("direct:note-usage")
                .routeId("note-usage")
                .errorHandler(noErrorHandler())
                .filter(method(Governor.class, "hasStopped"))
                .enrich("direct:raise-account-stopped", AggregationStrategies.useOriginal(false), true);

        from("direct:graph-exchange")
                .routeId("graph-exchange")
                .errorHandler(noErrorHandler())
                .doTry()
                .to("{{creative.graph.endpoint}}")
                .convertBodyTo(String.class)
                .doCatch(IOException.class)
                .bean(GraphAnswers.class, "readFailure")
                .end()
                .bean(GraphAnswers.class, "read");

        from("direct:fetch-picture")
                .routeId("fetch-picture")
                .errorHandler(noErrorHandler())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_URI, method(Pictures.class, "address"))
                .setHeader(Exchange.HTTP_METHOD, constant("GET"))
                .setBody(constant((Object) null))
                .doTry()
                .to("{{creative.graph.picture-endpoint}}")
                .doCatch(IOException.class, HttpOperationFailedException.class)
                .bean(Pictures.class, "failed")
                .end();
    }
}
