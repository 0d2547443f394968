package routes;

import idempotency.IdempotencyLeases;
import io.quarkus.arc.Unremovable;
import org.apache.camel.builder.RouteBuilder;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Renews the Idempotency-Keys of running requests; the keys of a dead process expire. */
@Singleton
@Unremovable
public class IdempotencyRoutes extends RouteBuilder {

    private final IdempotencyLeases leases;

    @Inject
    public IdempotencyRoutes(IdempotencyLeases leases) {
        this.leases = leases;
    }

    @Override
    public void configure() {
        from("timer:renew-idempotency-keys?period={{creative.api.idempotency-renew-interval}}")
                .routeId("renew-idempotency-keys")
                .routeConfigurationId("task")
                .precondition("{{role.api}}")
                .process(exchange -> leases.renew());
    }
}
