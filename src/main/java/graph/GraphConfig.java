package graph;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.Optional;

/** Meta's API and how it is called. */
@ConfigMapping(prefix = "creative.graph")
public interface GraphConfig {

    /** The Graph API's base URL; never {@code graph-video.facebook.com}, which answers ad videos with 500. */
    @WithDefault("https://graph.facebook.com")
    String url();

    /** The API version in every path. */
    @WithDefault("v26.0")
    String version();

    /**
     * Reference to the app's secret, in the notation of a client's {@code token_ref} ({@code ENV:META_APP_SECRET}). If
     * set, each call has an {@code appsecret_proof}, which an app can require.
     */
    Optional<String> appSecretRef();

    /**
     * Time limit of one call, up to the last byte of its answer. While a file is sent, it restarts after each period in
     * which {@link #uploadRate()} was reached, and when the file is sent.
     */
    @WithDefault("45s")
    Duration timeout();

    /** Minimum rate of sending a file to Meta, in bytes a second, over {@link #timeout()}. */
    @WithDefault("64K")
    MemorySize uploadRate();

    /** Maximum size of an answer; a larger one is not read, and counts as lost. */
    @WithDefault("10M")
    MemorySize maxAnswer();

    /** Maximum size of a video frame from Meta. */
    @WithDefault("30M")
    MemorySize maxPicture();

    /** Maximum number of redeliveries after transient failures. */
    @WithDefault("5")
    int redeliveries();

    /** The wait before the first redelivery; doubled each time, with jitter. */
    @WithDefault("250ms")
    Duration redeliveryDelay();

    /** Maximum wait between redeliveries. */
    @WithDefault("8s")
    Duration maxRedeliveryDelay();

    /** Concurrent calls for one ad account, per process. */
    @WithDefault("3")
    int accountConcurrency();

    /** Calls started per second for one ad account, per process. */
    @WithDefault("20")
    int callsPerSecond();

    /** How long an object may still appear at Meta after the connection of its create was closed without an answer. */
    @WithDefault("3s")
    Duration settleAfterClose();

    /** How long an object may still appear at Meta after its create timed out. */
    @WithDefault("60s")
    Duration settleAfterTimeout();

    /** Interval at which open intents are settled and duplicates are deleted. */
    @WithDefault("2s")
    Duration intentInterval();

    /** How long settled intents are kept; at least 120 days. */
    @WithDefault("180d")
    Duration intentRetention();

    /** Usage of a limit of Meta, in percent, from which calls are spaced out. */
    @WithDefault("75")
    double slowAt();

    /** Usage of a limit of Meta, in percent, at which calls stop for a while. */
    @WithDefault("95")
    double stopAt();

    /** Maximum time between two calls that are spaced out, just below {@link #stopAt()}. */
    @WithDefault("5s")
    Duration maxGap();

    /** Wait after a throttle without a time from Meta; doubled each time. */
    @WithDefault("10s")
    Duration throttleWait();

    /** Maximum wait after a throttle without a time from Meta. */
    @WithDefault("10m")
    Duration maxThrottleWait();

    /** Timeout of Redis for the state of an account's limits. */
    @WithDefault("300ms")
    Duration gateTimeout();

    /** Number of consecutive calls that fail or time out before the circuit breaker opens; one breaker per process. */
    @WithDefault("4")
    int breakerFailures();

    /** How long the circuit breaker stays open before a probe. */
    @WithDefault("10s")
    Duration breakerDelay();

    /** How long a process caches an ad account: its currency, status and minimum budgets. */
    @WithDefault("1m")
    Duration accountLifetime();

    /** The Camel endpoint of calls; it must return error answers ({@code throwExceptionOnFailure=false}). */
    String endpoint();

    /** The Camel endpoint that fetches images that Meta links to; its address is replaced by theirs. */
    String pictureEndpoint();
}
