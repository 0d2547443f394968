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

/** Counts rejections by API limits, and idempotent replays. */
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
                .description("Calls answered with the stored answer of their Idempotency-Key")
                .register(registry);
        if (!roles.api()) {
            return;
        }
        for (SharedLimit limit : SharedLimit.values()) {
            for (Refusals.Cause cause : Refusals.Cause.values()) {
                FunctionCounter.builder(MeterNames.API_REFUSED, refusals, counts -> counts.counted(limit, cause))
                        .description("Requests rejected because of a limit")
                        .tags(MeterNames.LIMIT, limit.label(), MeterNames.CAUSE, cause.label())
                        .register(registry);
            }
        }
    }
}
