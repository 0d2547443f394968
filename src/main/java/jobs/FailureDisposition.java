package jobs;

import blobs.S3Failures;
import com.fasterxml.jackson.databind.JsonNode;
import failures.Failure;
import failures.Kind;
import failures.NotFound;
import failures.Rejected;
import failures.Wait;
import intents.Unsettled;
import org.jboss.logging.Logger;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides what happens to a job after a failed run: it is parked, handed back, retried, or has failed. Waiting never
 * uses up an attempt.
 */
@Singleton
public class FailureDisposition {

    private static final Logger LOG = Logger.getLogger(FailureDisposition.class);

    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    /** Each attempt may read the state from Meta. */
    private static final Duration BLOBS_AWAY = Duration.ofSeconds(10);

    private static final Duration MOST_APART = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final JobsConfig config;

    @Inject
    public FailureDisposition(JobsConfig config) {
        this.config = config;
    }

    /** The effect of a failure on a run, for any job. */
    public enum Sort {
        /** The job waits, without a worker. */
        WAITING,
        /** The run was interrupted: cancelled, handed back, or lost to another worker. */
        STOPPED,
        /** A retry would fail in the same way. */
        FINAL,
        /** A retry may succeed. */
        ATTEMPT
    }

    /** Classifies a failure. */
    public static Sort of(Throwable failure) {
        if (failure instanceof Stopped || failure instanceof RejectedExecutionException) {
            return Sort.STOPPED;
        }
        if (failure instanceof Wait
                || failure instanceof Unsettled
                || DatabaseFailures.isAway(failure)
                || S3Failures.isAway(failure)) {
            return Sort.WAITING;
        }
        if (failure instanceof Rejected || failure instanceof NotFound) {
            return Sort.FINAL;
        }
        return Sort.ATTEMPT;
    }

    /** Converts a failure to a problem. */
    @FunctionalInterface
    public interface Problems {
        JsonNode json(Throwable failure, Job job);
    }

    /** Ends a failed run. Nothing is written if another worker holds the job. */
    public void end(JobRun run, Throwable failure, Problems problems) {
        switch (of(failure)) {
            case WAITING -> run.end(parked(run, failure));
            case STOPPED -> stop(run, failure);
            case FINAL -> run.end(failed(problems.json(failure, run.job())));
            case ATTEMPT -> {
                JsonNode error = problems.json(failure, run.job());
                if (run.job().attempts() < run.job().maxAttempts()) {
                    run.end(nextAttempt(run.job(), error));
                } else {
                    run.end(failed(error));
                }
            }
        }
    }

    private void stop(JobRun run, Throwable failure) {
        switch (failure instanceof Stopped stopped ? stopped.why() : Stopped.Why.SHUTDOWN) {
            case CANCELLED -> run.end(new Finish(JobStatus.CANCELLED, null, null));
            // Another worker may take the job at once.
            case SHUTDOWN ->
                run.end(new Release(
                        JobStatus.RUNNING,
                        null,
                        Duration.ZERO,
                        null,
                        "handed_back",
                        "The worker shut down.",
                        null,
                        null));
            case LEASE_LOST -> LOG.infof("Job %s: %s", run.job().jobId(), failure.getMessage());
        }
    }

    private static Finish failed(JsonNode error) {
        return new Finish(JobStatus.FAILED, error, error.path("detail").asText());
    }

    private Release nextAttempt(Job job, JsonNode error) {
        String text = error.path("detail").asText();
        return new Release(
                JobStatus.QUEUED, null, delayAfter(job.attempts()), null, "attempt_failed", text, error, text);
    }

    Duration delayAfter(int attempts) {
        List<Duration> delays = config.retryDelays();
        return delays.get(Math.min(Math.max(attempts, 1), delays.size()) - 1);
    }

    private static Release parked(JobRun run, Throwable failure) {
        if (DatabaseFailures.isAway(failure)) {
            return away(run, failure, "database", BRIEFLY);
        }
        if (S3Failures.isAway(failure)) {
            return away(run, failure, "blob store", BLOBS_AWAY);
        }
        if (failure instanceof Unsettled unsettled) {
            return parked(
                    run, Wait.Reason.ROOM, untilNextLook(unsettled.intent().unsettledUntil()), failure);
        }
        Wait wait = (Wait) failure;
        return switch (wait.reason()) {
            case THROTTLE, BREAKER -> parked(run, wait.reason(), apart(wait.delay()), failure);
            case PROCESSING, MEDIA, ROOM -> parked(run, wait.reason(), wait.delay(), failure);
        };
    }

    /** Jobs that wait for the same thing return one after another. */
    private static Duration apart(Duration delay) {
        return delay.plusMillis(ThreadLocalRandom.current().nextLong(MOST_APART.toMillis()));
    }

    /** An object may still appear at Meta: the job looks it up in between and when the time is over. */
    private static Duration untilNextLook(Instant unsettledUntil) {
        Duration left = Duration.between(Instant.now(), unsettledUntil);
        Duration delay = left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK;
        return delay.isNegative() ? Duration.ZERO : delay;
    }

    private static Release away(JobRun run, Throwable failure, String part, Duration delay) {
        LOG.warnf("Failure of the %s in job %s: %s", part, run.job().jobId(), failure.getMessage());
        return parked(run, Wait.Reason.ROOM, delay, "The " + part + " is unavailable.");
    }

    private static Release parked(JobRun run, Wait.Reason reason, Duration delay, Throwable failure) {
        return parked(run, reason, delay, failure.getMessage());
    }

    private static Release parked(JobRun run, Wait.Reason reason, Duration delay, String detail) {
        String waitingFor = reason == Wait.Reason.ROOM ? null : reason.name().toLowerCase(Locale.ROOT);
        return new Release(JobStatus.RUNNING, waitingFor, delay, run.remembered(), "waiting", detail, null, null);
    }

    /**
     * Checks the number of crashes of a job.
     *
     * @throws Failure if there were too many
     * @throws Stopped if it is an item that was cancelled while it waited
     */
    public void checkCrashes(JobRun run) {
        if (run.job().isItem() && run.job().cancelRequested()) {
            throw new Stopped(Stopped.Why.CANCELLED, "Cancelled on request.");
        }
        int crashes = run.job().crashes();
        if (crashes > config.maxCrashes()) {
            throw new Rejected(
                    Kind.INTERNAL_ERROR,
                    "The job's worker crashed " + crashes
                            + " times (creative.jobs.max-crashes), possibly because of the"
                            + " job. Use retry to run it again.");
        }
    }
}
