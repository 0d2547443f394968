package graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;

/** Where Meta is, and how it is called. */
@ConfigMapping(prefix = "creative.graph")
public interface GraphConfig {

    /** The Graph API's base URL; never {@code graph-video.facebook.com}, which answers ad videos with 500. */
    @WithDefault("https://graph.facebook.com")
    String url();

    /** The API version in every path. */
    @WithDefault("v26.0")
    String version();

    /**
     * Where the app's secret is, written as a client's {@code token_ref} is ({@code ENV:META_APP_SECRET}). If set, each
     * call carries its {@code appsecret_proof}, which an app can demand.
     */
    Optional<String> appSecretRef();

    /** How long one call may wait for its answer. */
    @WithDefault("45s")
    Duration timeout();

    /** How often a transient failure is tried again. */
    @WithDefault("5")
    int redeliveries();

    /** The wait before the first redelivery; doubled each time, with jitter. */
    @WithDefault("250ms")
    Duration redeliveryDelay();

    /** The longest wait between redeliveries. */
    @WithDefault("8s")
    Duration maxRedeliveryDelay();

    /** Calls at once for one ad account, per process. */
    @WithDefault("3")
    int accountConcurrency();

    /** Calls begun in a second for one ad account, per process. */
    @WithDefault("20")
    int callsPerSecond();

    /** How long a create may still appear at Meta after its connection was closed without an answer. */
    @WithDefault("3s")
    Duration settleAfterClose();

    /** How long a create may still appear at Meta after its answer did not come in time. */
    @WithDefault("60s")
    Duration settleAfterTimeout();

    /** How often intents are looked for that were left open, or may have made an object too many. */
    @WithDefault("2s")
    Duration intentInterval();

    /** How long intents are kept once they are decided; at least 120 days. */
    @WithDefault("180d")
    Duration intentRetention();

    /** Percent of one of Meta's limits from which calls that count against it are spaced out. */
    @WithDefault("75")
    double slowAt();

    /** Percent of one of Meta's limits at which nobody calls for a while. */
    @WithDefault("95")
    double stopAt();

    /** The longest time between two calls that are spaced out, just below {@link #stopAt()}. */
    @WithDefault("5s")
    Duration maxGap();

    /** The wait after a throttle for which Meta named no time; doubled each time. */
    @WithDefault("10s")
    Duration throttleWait();

    /** The longest wait after a throttle for which Meta named no time. */
    @WithDefault("10m")
    Duration maxThrottleWait();

    /** How long a call waits for Redis to say whether its account is throttled. */
    @WithDefault("300ms")
    Duration gateTimeout();

    /** So many calls in a row that Meta failed or did not answer open the circuit breaker before it, one a process. */
    @WithDefault("4")
    int breakerFailures();

    /** How long the circuit breaker stays open; then one call tries. */
    @WithDefault("10s")
    Duration breakerDelay();

    /** The Camel endpoint that calls go to; it must keep error answers ({@code throwExceptionOnFailure=false}). */
    String endpoint();

    /** The Camel endpoint that fetches pictures which Meta links to; its address is replaced by theirs. */
    String pictureEndpoint();
}
