package idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long an Idempotency-Key is kept. */
@ConfigMapping(prefix = "creative.api")
public interface IdempotencyConfig {

    /** How long the answer of a key is repeated, from the first request on. */
    @WithDefault("24h")
    Duration idempotencyRetention();

    /** Interval at which expired keys are deleted. */
    @WithDefault("1m")
    Duration idempotencyRetentionInterval();

    /**
     * Lease of a running request on its key, renewed while it runs. After a crash the key is blocked for that time at
     * most.
     */
    @WithDefault("10s")
    Duration idempotencyLease();

    /** Interval at which the keys of running requests are renewed; well below {@link #idempotencyLease()}. */
    @WithDefault("3s")
    Duration idempotencyRenewInterval();
}
