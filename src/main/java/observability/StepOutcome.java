package observability;

import blobs.S3Failures;
import graph.BreakerOpenException;
import graph.GraphException;
import graph.NoSlotException;
import graph.UnsettledException;
import jobs.CancelledException;
import jobs.DatabaseFailures;
import jobs.LeaseLostException;
import jobs.ShutdownException;
import jobs.WaitException;

import java.util.Locale;
import java.util.concurrent.RejectedExecutionException;

/** How a run of a job's step ended, by the kinds of failure in {@code routes.ErrorPolicies}. */
enum StepOutcome {
    DONE,
    /** The job was parked in it, and comes back to it. */
    WAITING,
    /** It was broken off: cancelled, handed back, or taken away. */
    STOPPED,
    FAILED;

    /** @param failure what the step ended with, or null */
    static StepOutcome of(Throwable failure) {
        if (failure == null) {
            return DONE;
        }
        if (failure instanceof WaitException
                || failure instanceof GraphException.Throttled
                || failure instanceof BreakerOpenException
                || failure instanceof UnsettledException
                || failure instanceof NoSlotException
                || DatabaseFailures.isAway(failure)
                || S3Failures.isAway(failure)) {
            return WAITING;
        }
        if (failure instanceof CancelledException
                || failure instanceof ShutdownException
                || failure instanceof RejectedExecutionException
                || failure instanceof LeaseLostException) {
            return STOPPED;
        }
        return FAILED;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
