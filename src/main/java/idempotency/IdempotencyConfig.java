package idempotency;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long an Idempotency-Key holds. */
@ConfigMapping(prefix = "creative.api")
public interface IdempotencyConfig {

    /** How long a key stands for its request and the answer is repeated, from the first request on. */
    @WithDefault("24h")
    Duration idempotencyRetention();

    /** How often keys are looked for that have been kept long enough. */
    @WithDefault("1m")
    Duration idempotencyRetentionInterval();

    /** A running request's hold on its key, renewed while it runs; the longest a dead process keeps a key. */
    @WithDefault("10s")
    Duration idempotencyLease();

    /** How often the keys of running requests are renewed; well below {@link #idempotencyLease()}. */
    @WithDefault("3s")
    Duration idempotencyRenewInterval();
}
