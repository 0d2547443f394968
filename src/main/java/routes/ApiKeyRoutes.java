package routes;

import clients.ApiKeyCache;
import clients.ApiKeyRows;
import clients.ClientAdministration;
import clients.ClientRows;
import org.apache.camel.builder.RouteBuilder;

import java.util.Map;

/** A client's keys: made, listed, revoked; and read and noted by those who check them. */
public class ApiKeyRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:createApiKey")
                .routeId("createApiKey")
                .routeConfigurationId("api")
                .to("direct:client-of-path")
                .setVariable("newKey", method(ApiKeyRows.class, "generate"))
                .bean(ApiKeyRows.class, "insertion")
                .to("direct:sql-insert-api-key")
                .bean(ApiKeyRows.class, "created")
                .removeHeaders("*")
                .setHeader("Cache-Control", constant("no-store"))
                .setVariable("httpStatus", constant(201))
                .to("direct:answer");

        from("direct:listApiKeys")
                .routeId("listApiKeys")
                .routeConfigurationId("api")
                .to("direct:client-of-path")
                .bean(ClientRows.class, "key")
                .to("direct:sql-select-client")
                .bean(ClientAdministration.class, "found")
                .bean(ClientRows.class, "key")
                .to("direct:sql-select-api-keys")
                .bean(ApiKeyRows.class, "list")
                .setVariable("httpStatus", constant(200))
                .to("direct:answer");

        from("direct:revokeApiKey")
                .routeId("revokeApiKey")
                .routeConfigurationId("api")
                .to("direct:client-of-path")
                .setVariable("keyId", simple("${variable.parameters[key_id]}"))
                .bean(ApiKeyRows.class, "revocation")
                .to("direct:sql-revoke-api-key")
                .bean(ApiKeyRows.class, "checkRevoked")
                .bean(ApiKeyCache.class, "forget")
                .to("direct:answer-nothing");

        from("direct:find-api-key")
                .routeId("find-api-key")
                .errorHandler(noErrorHandler())
                .bean(ApiKeyRows.class, "key")
                .to("direct:sql-select-api-key");

        from("direct:find-keys-in-use")
                .routeId("find-keys-in-use")
                .errorHandler(noErrorHandler())
                .setBody(constant(Map.of()))
                .to("direct:sql-select-keys-in-use");

        from("seda:api-key-used")
                .routeId("note-api-key-used")
                .routeConfigurationId("duty")
                .bean(ApiKeyRows.class, "key")
                .to("direct:sql-note-api-key-used");
    }
}
