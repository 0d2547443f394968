package routes;

import graph.AdAccounts;
import graph.Amounts;
import graph.GraphException;
import org.apache.camel.builder.RouteBuilder;

/** The ad account itself: what its money means, and whether a request names money that it can spend. */
public class AccountRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getAccount")
                .routeId("getAccount")
                .routeConfigurationId("api")
                .to("direct:begin-call")
                .to("direct:read-account")
                .to("direct:read-minimums")
                .bean(AdAccounts.class, "shown")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:read-account")
                .routeId("read-account")
                .errorHandler(noErrorHandler())
                .setVariable("adAccount", method(AdAccounts.class, "known"))
                .filter(variable("adAccount").isNull())
                .setVariable("graphRequest", method(AdAccounts.class, "read"))
                .to("direct:graph")
                .setVariable("adAccount", method(AdAccounts.class, "remember"));

        // The account is known without them: where the token may not read them, they are left open.
        from("direct:read-minimums")
                .routeId("read-minimums")
                .errorHandler(noErrorHandler())
                .setVariable("minimums", method(AdAccounts.class, "knownMinimums"))
                .filter(variable("minimums").isNull())
                .setVariable("graphRequest", method(AdAccounts.class, "readMinimums"))
                .doTry()
                .to("direct:graph")
                .doCatch(GraphException.Invalid.class)
                .setBody(method(AdAccounts.class, "noMinimums"))
                .end()
                .setVariable("minimums", method(AdAccounts.class, "rememberMinimums"));

        // Whoever names the right currency then may use the same Idempotency-Key: nothing was done with it.
        from("direct:check-currency")
                .routeId("check-currency")
                .errorHandler(noErrorHandler())
                .filter(method(Amounts.class, "nameCurrencies"))
                .to("direct:read-account")
                .filter(method(Amounts.class, "areForeign"))
                .to("direct:release-key")
                .bean(Amounts.class, "refuse");
    }
}
