package jobs;

import com.fasterxml.jackson.databind.JsonNode;
import graph.BreakerOpenException;
import graph.GraphException.Throttled;
import graph.UnsettledException;
import io.quarkus.arc.Unremovable;
import jobs.WaitException.Reason;
import jobs.WaitException.Wait;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeException;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Variable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides how a holder parts from its job: done, parked, handed back, to be tried again, or failed for good. Waiting
 * costs no attempt, whatever it is for.
 */
@Singleton
@Unremovable
public class JobEnd {

    private static final Duration BRIEFLY = Duration.ofSeconds(1);
    /** Each try may ask Meta for what is to be kept. */
    private static final Duration BLOBS_AWAY = Duration.ofSeconds(10);

    private static final Duration MOST_APART = Duration.ofSeconds(1);
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

    private final JobsConfig config;

    @Inject
    public JobEnd(JobsConfig config) {
        this.config = config;
    }

    /** All steps are done. */
    public Finish success() {
        return new Finish(JobStatus.SUCCEEDED, null, null);
    }

    /** The caller's wish to cancel is fulfilled. */
    public Finish cancellation() {
        return new Finish(JobStatus.CANCELLED, null, null);
    }

    /** Another attempt would end the same, or there is none left. */
    public Finish failure(@Variable("error") JsonNode error) {
        return new Finish(JobStatus.FAILED, error, error.path("detail").asText());
    }

    /** Whether a failed attempt is followed by another. */
    public boolean hasAttemptsLeft(@Variable("job") Job job) {
        return job.attempts() < job.maxAttempts();
    }

    /** The attempt failed; the next one starts after the delay for its number. */
    public Release nextAttempt(@Variable("job") Job job, @Variable("error") JsonNode error) {
        String text = error.path("detail").asText();
        return new Release(
                JobStatus.QUEUED, null, delayAfter(job.attempts()), null, "attempt_failed", text, error, text);
    }

    Duration delayAfter(int attempts) {
        List<Duration> delays = config.retryDelays();
        return delays.get(Math.min(Math.max(attempts, 1), delays.size()) - 1);
    }

    /** The job waits, as a step said. */
    public Release parked(@ExchangeException WaitException failure) {
        return parked(failure.waiting());
    }

    /** The account, its page or the app is throttled. */
    public Release throttled(@ExchangeException Throttled failure) {
        return parked(new Wait(Reason.THROTTLE, apart(failure.throttle().named()), failure.getMessage(), null));
    }

    /** Meta is down. */
    public Release metaDown(@ExchangeException BreakerOpenException failure) {
        return parked(new Wait(Reason.BREAKER, apart(failure.waiting()), failure.getMessage(), null));
    }

    /** Jobs that wait for the same thing come back one after another. */
    private static Duration apart(Duration delay) {
        return delay.plusMillis(ThreadLocalRandom.current().nextLong(MOST_APART.toMillis()));
    }

    /** An object may still appear at Meta: the job looks again when that is over, and in between. */
    public Release unsettled(@ExchangeException UnsettledException failure) {
        Duration left = Duration.between(Instant.now(), failure.intent().unsettledUntil());
        Duration delay = left.compareTo(LONGEST_LOOK) < 0 ? left : LONGEST_LOOK;
        return parked(new Wait(null, delay.isNegative() ? Duration.ZERO : delay, failure.getMessage(), null));
    }

    /** This process has no room, or a part that the job needs is away for a moment. */
    public Release briefly(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception failure) {
        return parked(new Wait(null, BRIEFLY, failure.getMessage(), null));
    }

    /** The database is away for a moment. */
    public Release databaseAway() {
        return parked(new Wait(null, BRIEFLY, "The database cannot be reached.", null));
    }

    /** The blob store is away for a moment. */
    public Release blobsAway() {
        return parked(new Wait(null, BLOBS_AWAY, "The blob store cannot be reached.", null));
    }

    /** This process goes down: another one may take the job at once. */
    public Release handedBack() {
        return new Release(
                JobStatus.RUNNING, null, Duration.ZERO, null, "handed_back", "The worker shut down.", null, null);
    }

    private static Release parked(Wait wait) {
        String waitingFor = wait.reason() == null ? null : wait.reason().name().toLowerCase(Locale.ROOT);
        return new Release(
                JobStatus.RUNNING, waitingFor, wait.delay(), wait.checkpoint(), "waiting", wait.detail(), null, null);
    }

    /**
     * Lets a job go on that has not crashed too often.
     *
     * @throws JobFailedException if it has
     */
    public void checkCrashes(@Variable("job") Job job) {
        if (job.crashes() > config.maxCrashes()) {
            throw new JobFailedException(
                    "internal-error",
                    "The job's worker died " + job.crashes()
                            + " times (creative.jobs.max-crashes); it may be what kills"
                            + " them. It can be tried again with retry.");
        }
    }
}
