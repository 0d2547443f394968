package http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/**
 * How many callers may hold on to the API of one process, and how slow they may be. Of each number one client has its
 * share at most ({@link shares.SharesConfig}); beyond it a request is refused with 429. The administrator has places of
 * its own beside them.
 */
@ConfigMapping(prefix = "creative.api.connections")
public interface ApiConnections {

    /** Event streams open at once; one more is refused with 503. */
    @WithDefault("1000")
    int maxEventStreams();

    /** Queries for the events of those streams at once, each by a thread of its own. */
    @WithDefault("8")
    int maxEventStreamQueries();

    /**
     * JSON bodies being read at once; one more is refused with 503. Each is in memory, and one above 32 KB counts until
     * its call is no longer queued.
     */
    @WithDefault("128")
    int maxBodies();

    /** Forms with files being read at once; one more is refused with 503. Files go to the disk. */
    @WithDefault("128")
    int maxUploads();

    /**
     * Calls being answered at once, each by a thread of {@code quarkus.thread-pool.max-threads}, of which health and
     * event streams need some too. A call counts until its caller has read the answer.
     */
    @WithDefault("200")
    int maxCalls();

    /** Calls that wait for one of those to end; one more is refused with 503. */
    @WithDefault("1000")
    int maxWaitingCalls();

    /** Calls with {@code wait} among those being answered; one more is refused with 503. */
    @WithDefault("150")
    int maxWatchers();

    /**
     * Answers without a key that are being sent at once: pages and the contract, and as many of metrics. As many more
     * wait; one more is refused with 503.
     */
    @WithDefault("32")
    int maxPages();

    /**
     * In each such period a body must come at {@link #bodyRate} at least; a slower one is refused with 408. The files of
     * a call under way are marked as in use as often: {@code creative.blobs.orphan-age} must be longer.
     */
    @WithDefault("30s")
    Duration bodyTimeout();

    /** The least that must come of a body, in bytes a second, over {@link #bodyTimeout}. */
    @WithDefault("1K")
    MemorySize bodyRate();
}
