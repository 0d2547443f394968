package routes;

import http.Contract;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;
import settings.Roles;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The HTTP API: after validation against the contract, each operation goes to {@code direct:<operationId>}. An
 * operation without a route stops the start.
 */
@Singleton
@Unremovable
public class ApiRoutes extends RouteBuilder {

    private final Roles roles;

    @Inject
    public ApiRoutes(Roles roles) {
        this.roles = roles;
    }

    @Override
    public void configure() {
        if (!roles.api()) {
            return;
        }
        restConfiguration()
                .component("platform-http")
                .clientRequestValidation(true)
                .inlineRoutes(false)
                .endpointProperty("headerFilterStrategy", "#apiHeaders");
        rest().openApi().specification(Contract.RESOURCE).missingOperation("fail");
    }
}
