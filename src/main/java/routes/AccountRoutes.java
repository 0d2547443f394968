package routes;

import graph.AdAccounts;
import graph.Amounts;
import graph.GraphException;
import org.apache.camel.builder.RouteBuilder;

/** Reads the ad account, and checks that money in a request is in its currency. */
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

        // A token that may not read the minimums still gets the account.
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

        from("direct:check-currency")
                .routeId("check-currency")
                .errorHandler(noErrorHandler())
                .filter(method(Amounts.class, "nameCurrencies"))
                .to("direct:read-account")
                .filter(method(Amounts.class, "areForeign"))
                .bean(Amounts.class, "refuse");
    }
}
