package guardrails;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** What keeps a key from doing more than it should. */
@ConfigMapping(prefix = "creative.guardrails")
public interface GuardrailsConfig {

    /** Calls that a key may make at once, beyond its even pace. */
    @WithDefault("30")
    int keyBurst();

    /** How long Redis may take to count a call; after that this process counts by itself. */
    @WithDefault("250ms")
    Duration redisTimeout();

    /** How long an approval may be decided. */
    @WithDefault("72h")
    Duration approvalLifetime();

    /** How long the audit is kept. */
    @WithDefault("400d")
    Duration auditRetention();

    /** How often old entries of the audit are looked for. */
    @WithDefault("10m")
    Duration retentionInterval();
}
