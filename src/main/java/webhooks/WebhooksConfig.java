package webhooks;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How callers are told that a job has ended. */
@ConfigMapping(prefix = "creative.webhooks")
public interface WebhooksConfig {

    /** How often deliveries are looked for that are due. */
    @WithDefault("500ms")
    Duration interval();

    /** How long one attempt may take in all. */
    @WithDefault("15s")
    Duration timeout();

    /** A process's hold on a delivery, so long it stays untaken if the process dies; well above {@link #timeout()}. */
    @WithDefault("1m")
    Duration lease();

    /** The wait after each failed attempt, up to a fifth longer; after the last one the delivery is given up. */
    @WithDefault("5s,1m,5m,15m,30m,1h,2h,4h,8h,8h")
    List<Duration> retryDelays();

    /** Deliveries at once, per process. */
    @WithDefault("8")
    int concurrency();

    /** Deliveries at once for one client, of all processes. */
    @WithDefault("4")
    int clientConcurrency();

    /** How long a client's former secret goes on signing after a new one was made. */
    @WithDefault("24h")
    Duration secretOverlap();

    /**
     * Where the key is that secrets are encrypted with in the database, written as a client's {@code token_ref} is
     * ({@code ENV:WEBHOOK_KEY}): 32 bytes in base64. Without it they are stored as they are.
     */
    Optional<String> encryptionKeyRef();

    /** The Camel endpoint that deliveries go to; its address is replaced by the receiver's. */
    String endpoint();
}
