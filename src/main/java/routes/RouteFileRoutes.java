package routes;

import extensions.RouteFiles;
import org.apache.camel.builder.RouteBuilder;
import settings.Roles;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Looks after routes of the operator's own, in every process that has work to tell of. */
@Singleton
public class RouteFileRoutes extends RouteBuilder {

    private final Roles roles;

    @Inject
    public RouteFileRoutes(Roles roles) {
        this.roles = roles;
    }

    @Override
    public void configure() {
        if (!roles.needsDatabase()) {
            return;
        }
        from("timer:scan-route-files?period={{creative.routes.interval}}&delay=0")
                .routeId("scan-route-files")
                .routeConfigurationId("duty")
                .bean(RouteFiles.class, "scan");
    }
}
