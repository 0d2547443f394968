package http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/**
 * Limits of the API in one process, for concurrent callers and for slow ones. One client can use only its share of each
 * number ({@link shares.SharesConfig}); beyond it a request is rejected with 429. The administrator has places of its
 * own.
 */
@ConfigMapping(prefix = "creative.api.connections")
public interface ApiConnections {

    /** Maximum number of open event streams; more are rejected with 503. */
    @WithDefault("1000")
    int maxEventStreams();

    /** Number of threads that read the events of those streams. */
    @WithDefault("8")
    int maxEventStreamQueries();

    /**
     * JSON bodies received at once; more are rejected with 503. A body is held in memory. One above 32 KB counts until
     * its call leaves the queue.
     */
    @WithDefault("128")
    int maxBodies();

    /** Forms with files received at once; more are rejected with 503. Files are written to disk. */
    @WithDefault("128")
    int maxUploads();

    /**
     * Calls processed at once, each on a thread of {@code quarkus.thread-pool.max-threads}. Health and event streams
     * need some of these threads too. A call counts until its caller has read the answer.
     */
    @WithDefault("200")
    int maxCalls();

    /** Calls queued for processing; more are rejected with 503. */
    @WithDefault("1000")
    int maxWaitingCalls();

    /** Calls with {@code wait} in progress; more are rejected with 503. */
    @WithDefault("150")
    int maxWatchers();

    /**
     * Answers without a key that are sent at once: pages and the contract. Metrics have the same number of their own.
     * The same number of requests waits; more are rejected with 503.
     */
    @WithDefault("32")
    int maxPages();

    /**
     * Period over which {@link #bodyRate} is measured; a body that is slower is rejected with 408. The files of an
     * upload in progress are marked as in use once per period, so {@code creative.blobs.orphan-age} must be longer.
     */
    @WithDefault("30s")
    Duration bodyTimeout();

    /** Minimum rate of a request body, in bytes a second, over {@link #bodyTimeout}. */
    @WithDefault("1K")
    MemorySize bodyRate();
}
