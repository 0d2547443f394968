package webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Webhooks that notify callers of the end of jobs. */
@ConfigMapping(prefix = "creative.webhooks")
public interface WebhooksConfig {

    /** Interval at which due deliveries are taken. */
    @WithDefault("500ms")
    Duration interval();

    /** Time limit of one attempt. */
    @WithDefault("15s")
    Duration timeout();

    /**
     * Lease of a delivery: if its process dies, the delivery is taken again after this time. Well above {@link
     * #timeout()}.
     */
    @WithDefault("1m")
    Duration lease();

    /** The wait after each failed attempt, up to a fifth longer; after the last one the delivery has failed. */
    @WithDefault("5s,1m,5m,15m,30m,1h,2h,4h,8h,8h")
    List<Duration> retryDelays();

    /** Concurrent deliveries, per process. */
    @WithDefault("8")
    int concurrency();

    /** Concurrent deliveries for one client, over all processes. */
    @WithDefault("4")
    int clientConcurrency();

    /** How long a client's previous secret is still used after a new one was created. */
    @WithDefault("24h")
    Duration secretOverlap();

    /**
     * Reference to the key that encrypts secrets in the database, in the notation of a client's {@code token_ref}
     * ({@code ENV:WEBHOOK_KEY}): 32 bytes in base64. Unset, they are stored in plain text.
     */
    Optional<String> encryptionKeyRef();

    /** The Camel endpoint of deliveries; its address is replaced by the receiver's. */
    String endpoint();
}
