package guardrails;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Rates of keys, approvals, and the audit. */
@ConfigMapping(prefix = "creative.guardrails")
public interface GuardrailsConfig {

    /** Calls that a key may make at once, in addition to its steady rate. */
    @WithDefault("30")
    int keyBurst();

    /** How long Redis may take to count a call; then this process counts its own. */
    @WithDefault("250ms")
    Duration redisTimeout();

    /** How long an approval can be decided. */
    @WithDefault("72h")
    Duration approvalLifetime();

    /** How long the audit is kept. */
    @WithDefault("400d")
    Duration auditRetention();

    /** Interval at which expired entries of the audit are deleted. */
    @WithDefault("10m")
    Duration retentionInterval();
}
