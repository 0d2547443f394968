package observability;

import idempotency.IdempotencyKeys;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import settings.Roles;
import shares.Refusals;
import shares.SharedLimit;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Shows which limits of the API callers have reached, and how often a call was answered as before. */
@Singleton
public class RefusalCounters {

    private final MeterRegistry registry;
    private final Refusals refusals;
    private final IdempotencyKeys keys;

    @Inject
    RefusalCounters(MeterRegistry registry, Refusals refusals, IdempotencyKeys keys) {
        this.registry = registry;
        this.refusals = refusals;
        this.keys = keys;
    }

    void register(@Observes StartupEvent start, Roles roles) {
        FunctionCounter.builder(MeterNames.IDEMPOTENT_REPLAYS, keys, IdempotencyKeys::replays)
                .description("Calls answered by their Idempotency-Key")
                .register(registry);
        if (!roles.api()) {
            return;
        }
        for (SharedLimit limit : SharedLimit.values()) {
            for (Refusals.Cause cause : Refusals.Cause.values()) {
                FunctionCounter.builder(MeterNames.API_REFUSED, refusals, counts -> counts.counted(limit, cause))
                        .description("Requests refused because a limit was reached")
                        .tags(MeterNames.LIMIT, limit.label(), MeterNames.CAUSE, cause.label())
                        .register(registry);
            }
        }
    }
}
