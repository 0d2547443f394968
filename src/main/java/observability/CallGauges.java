package observability;

import graph.Caller;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import limits.CallSlots;
import limits.MetaBreaker;
import settings.Roles;

import java.util.List;
import java.util.Locale;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Gauges of this process's calls to Meta: its slots and its circuit breaker. */
@Singleton
public class CallGauges {

    private static final List<String> STATES = List.of("closed", "open", "half_open");

    private final MeterRegistry registry;
    private final CallSlots slots;
    private final MetaBreaker breaker;

    @Inject
    CallGauges(MeterRegistry registry, CallSlots slots, MetaBreaker breaker) {
        this.registry = registry;
        this.slots = slots;
        this.breaker = breaker;
    }

    void register(@Observes StartupEvent start, Roles roles) {
        if (!roles.needsDatabase()) {
            return;
        }
        for (String state : STATES) {
            Gauge.builder(MeterNames.GRAPH_BREAKER, breaker, now -> now.state().equals(state) ? 1 : 0)
                    .description("State of the circuit breaker for Meta")
                    .tag(MeterNames.STATE, state)
                    .register(registry);
        }
        for (Caller.Role role : Caller.Role.values()) {
            String label = role.name().toLowerCase(Locale.ROOT);
            Gauge.builder(MeterNames.GRAPH_SLOTS_USED, slots, all -> all.used(role))
                    .description("Calls to Meta in progress in this process")
                    .tag(MeterNames.ROLE, label)
                    .register(registry);
            Gauge.builder(MeterNames.GRAPH_SLOTS_LIMIT, slots, all -> all.limit(role))
                    .description("Maximum number of concurrent calls to Meta in this process")
                    .tag(MeterNames.ROLE, label)
                    .register(registry);
        }
    }
}
