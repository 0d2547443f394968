package routes;

import io.quarkus.arc.Unremovable;
import observability.Backlog;
import org.apache.camel.builder.RouteBuilder;
import settings.Roles;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Counts what is to be done, for the metrics: jobs and intents in the database, wake-ups in the queue. */
@Singleton
@Unremovable
public class BacklogRoutes extends RouteBuilder {

    private final Roles roles;

    @Inject
    public BacklogRoutes(Roles roles) {
        this.roles = roles;
    }

    @Override
    public void configure() {
        if (!roles.needsDatabase()) {
            return;
        }
        from("timer:count-jobs?period={{creative.observability.backlog-interval}}&delay=0")
                .routeId("count-jobs")
                .routeConfigurationId("duty")
                .setBody(constant(Map.of("limit", Backlog.MOST_COUNTED)))
                .to("direct:sql-count-backlog")
                .bean(Backlog.class, "counted");

        from("timer:count-wakeups?period={{creative.observability.backlog-interval}}&delay=0")
                .routeId("count-wakeups")
                .routeConfigurationId("duty")
                .to("{{creative.queue.info}}")
                .bean(Backlog.class, "queued");
    }
}
