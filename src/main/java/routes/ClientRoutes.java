package routes;

import clients.ClientAdministration;
import clients.ClientCache;
import clients.ClientRows;
import graph.TokenWatch;
import org.apache.camel.builder.RouteBuilder;
import webhooks.Callbacks;

import java.util.Map;

/**
 * What the administrator does to clients. Setting one makes this process read it and its token's state anew; others
 * notice within the lifetime of what they keep in mind.
 */
public class ClientRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:listClients")
                .routeId("listClients")
                .routeConfigurationId("api")
                .setBody(constant(Map.of()))
                .to("direct:sql-select-clients")
                .bean(ClientAdministration.class, "list")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:createClient")
                .routeId("createClient")
                .routeConfigurationId("api")
                .setVariable("clientId", method(ClientAdministration.class, "newId"))
                .bean(Callbacks.class, "check")
                .bean(ClientAdministration.class, "row")
                .to("direct:sql-insert-client")
                .bean(ClientAdministration.class, "created")
                .removeHeaders("*")
                .setHeader("Location", simple("/v1/clients/${variable.clientId}"))
                .setVariable("httpStatus", constant(201))
                .to("direct:answer");

        from("direct:getClient")
                .routeId("getClient")
                .routeConfigurationId("api")
                .to("direct:client-of-path")
                .bean(ClientRows.class, "key")
                .to("direct:sql-select-client")
                .bean(ClientAdministration.class, "found")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:setClient")
                .routeId("setClient")
                .routeConfigurationId("api")
                .to("direct:client-of-path")
                .bean(Callbacks.class, "check")
                .bean(ClientAdministration.class, "row")
                .to("direct:sql-update-client")
                .to("direct:forget-client")
                .bean(ClientAdministration.class, "found")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:disableClient")
                .routeId("disableClient")
                .routeConfigurationId("api")
                .to("direct:client-of-path")
                .bean(ClientRows.class, "key")
                .to("direct:sql-disable-client")
                .to("direct:forget-client")
                .bean(ClientAdministration.class, "checkDisabled")
                .to("direct:answer-nothing");

        from("direct:client-of-path")
                .routeId("client-of-path")
                .errorHandler(noErrorHandler())
                .setVariable("clientId", simple("${variable.parameters[client_id]}"));

        from("direct:forget-client")
                .routeId("forget-client")
                .errorHandler(noErrorHandler())
                .bean(ClientCache.class, "forget")
                .bean(TokenWatch.class, "forget");
    }
}
