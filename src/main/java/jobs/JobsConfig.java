package jobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;
import java.util.List;

/** How jobs live: leases, attempts, waits and how long they are kept. */
@ConfigMapping(prefix = "creative.jobs")
public interface JobsConfig {

    /** A worker's hold on a job, renewed while it works; the longest a dead worker's job stays untaken. */
    @WithDefault("10s")
    Duration lease();

    /** How often the leases of the jobs at work are renewed; well below {@link #lease()}. */
    @WithDefault("3s")
    Duration renewInterval();

    /** Attempts before a job fails for good. */
    @WithDefault("3")
    int maxAttempts();

    /** The wait after each failed attempt; the last one repeats. */
    @WithDefault("30s,2m")
    List<Duration> retryDelays();

    /** Crashes of its workers after which a job is parked as failed. */
    @WithDefault("20")
    int maxCrashes();

    /** How long a video may stay in processing at Meta. */
    @WithDefault("30m")
    Duration processingTimeout();

    /** The wait between the first two reads of a video's status; doubled up to {@link #maxProcessingPoll()}. */
    @WithDefault("1s")
    Duration processingPoll();

    /** The longest wait between two reads of a video's status. */
    @WithDefault("15s")
    Duration maxProcessingPoll();

    /** How often jobs that are due are looked for whose wake-up is not in the queue. */
    @WithDefault("500ms")
    Duration relayInterval();

    /** How often one query of a process looks for changes of the jobs that callers follow. */
    @WithDefault("250ms")
    Duration watchInterval();

    /** How long finished jobs and their history are kept. */
    @WithDefault("90d")
    Duration retention();

    /** How often jobs are looked for that have been kept long enough. */
    @WithDefault("10m")
    Duration retentionInterval();
}
