package jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.List;

/** Leases, attempts, waits and retention of jobs. */
@ConfigMapping(prefix = "creative.jobs")
public interface JobsConfig {

    /**
     * Lease of a worker on a job, renewed while it works. If the worker dies, the job is taken over after this time at
     * the latest.
     */
    @WithDefault("10s")
    Duration lease();

    /** Interval at which leases are renewed; well below {@link #lease()}. */
    @WithDefault("3s")
    Duration renewInterval();

    /** Maximum number of attempts. */
    @WithDefault("3")
    int maxAttempts();

    /** The wait after each failed attempt; the last one repeats. */
    @WithDefault("30s,2m")
    List<Duration> retryDelays();

    /** Number of workers' crashes after which a job is parked as failed. */
    @WithDefault("20")
    int maxCrashes();

    /** Maximum time of a video in processing at Meta. */
    @WithDefault("30m")
    Duration processingTimeout();

    /** The wait between the first two reads of a video's status; doubled up to {@link #maxProcessingPoll()}. */
    @WithDefault("1s")
    Duration processingPoll();

    /** Maximum wait between two reads of a video's status. */
    @WithDefault("15s")
    Duration maxProcessingPoll();

    /** Interval at which due jobs without a wake-up in the queue are looked up. */
    @WithDefault("500ms")
    Duration relayInterval();

    /** Interval of a process's query for changes of followed jobs. */
    @WithDefault("250ms")
    Duration watchInterval();

    /** How long finished jobs and their history are kept. */
    @WithDefault("90d")
    Duration retention();

    /** Interval at which expired jobs are deleted. */
    @WithDefault("10m")
    Duration retentionInterval();
}
