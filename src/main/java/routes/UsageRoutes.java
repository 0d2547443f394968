package routes;

import graph.UsageAnswers;
import org.apache.camel.builder.RouteBuilder;

/** Tells how much of Meta's limits a client has used. Meta is not asked: it says so with each of its answers. */
public class UsageRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:getClientUsage")
                .routeId("getClientUsage")
                .routeConfigurationId("api")
                .to("direct:find-client")
                .bean(UsageAnswers.class, "of")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");
    }
}
