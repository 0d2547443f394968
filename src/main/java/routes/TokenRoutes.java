package routes;

import clients.ClientRows;
import graph.TokenWatch;
import org.apache.camel.builder.RouteBuilder;

/**
 * A call to Meta is worth making only with a token that Meta has not rejected: the flag of the client's row holds it
 * back, a rejection sets the flag, and the first answer that comes through clears it.
 */
public class TokenRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:check-token")
                .routeId("check-token")
                .errorHandler(noErrorHandler())
                .filter(method(TokenWatch.class, "isStale"))
                .bean(ClientRows.class, "key")
                .to("direct:sql-select-token-state")
                .bean(TokenWatch.class, "remember")
                .end()
                .setVariable("tokenFingerprint", method(TokenWatch.class, "check"));

        from("direct:note-token-accepted")
                .routeId("note-token-accepted")
                .routeConfigurationId("duty")
                .bean(TokenWatch.class, "accepted")
                .to("direct:sql-note-token-accepted");

        from("direct:note-token-rejected")
                .routeId("note-token-rejected")
                .routeConfigurationId("duty")
                .bean(TokenWatch.class, "rejected")
                .to("direct:sql-note-token-rejected");
    }
}
