package observability;

import graph.BreakerOpenException;
import graph.GraphException;
import graph.NoSlotException;
import graph.UnsettledException;
import jobs.CancelledException;
import jobs.LeaseLostException;
import jobs.ShutdownException;
import jobs.WaitException;

import java.util.Locale;

/** How a run of a job's step ended. */
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
                || failure instanceof NoSlotException) {
            return WAITING;
        }
        if (failure instanceof CancelledException
                || failure instanceof ShutdownException
                || failure instanceof LeaseLostException) {
            return STOPPED;
        }
        return FAILED;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
