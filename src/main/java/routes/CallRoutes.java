package routes;

import clients.AdvertisedIdentities;
import clients.ClientCache;
import clients.ClientRows;
import clients.Clients;
import graph.Callers;
import graph.Intents;
import http.Answers;
import http.FailureProblems;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** How every synchronous call begins and ends: on whose behalf it is, and what its answer looks like. */
public class CallRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:begin-call")
                .routeId("begin-call")
                .errorHandler(noErrorHandler())
                .setVariable("caller", method(Callers.class, "api"))
                .setVariable("intentKey", method(Intents.class, "newKey"))
                .to("direct:find-client");

        from("direct:find-client")
                .routeId("find-client")
                .errorHandler(noErrorHandler())
                .setVariable("clientId", method(Clients.class, "named"))
                .to("direct:check-client");

        // New work is done for a client that is there and enabled.
        from("direct:check-client")
                .routeId("check-client")
                .errorHandler(noErrorHandler())
                .setVariable("client", method(ClientCache.class, "known"))
                .filter(variable("client").isNull())
                .bean(ClientRows.class, "key")
                .to("direct:sql-select-client")
                .setVariable("client", method(ClientCache.class, "remember"))
                .end()
                .bean(Clients.class, "check")
                .setVariable("account", simple("${variable.client.account}"));

        from("direct:check-instagram")
                .routeId("check-instagram")
                .errorHandler(noErrorHandler())
                .filter(method(AdvertisedIdentities.class, "isUnknownInstagram"))
                .bean(AdvertisedIdentities.class, "instagram")
                .to("direct:sql-select-instagram-owner")
                .bean(AdvertisedIdentities.class, "checkInstagram");

        from("direct:answer")
                .routeId("answer")
                .errorHandler(noErrorHandler())
                .removeHeaders("*", "Location|Retry-After|Cache-Control")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, variable("httpStatus"))
                .setHeader(Exchange.CONTENT_TYPE, constant("application/json"))
                .setBody(simple("${body.toString()}"))
                .to("direct:conclude-key");

        from("direct:answer-nothing")
                .routeId("answer-nothing")
                .errorHandler(noErrorHandler())
                .removeHeaders("*")
                .setHeader(Exchange.HTTP_RESPONSE_CODE, constant(204))
                .setBody(simple("${null}"));

        from("direct:refuse")
                .routeId("refuse")
                .errorHandler(noErrorHandler())
                .setVariable("problem", method(FailureProblems.class, "of"))
                .removeHeaders("*")
                .bean(Answers.class, "problem")
                .to("direct:conclude-key");
    }
}
