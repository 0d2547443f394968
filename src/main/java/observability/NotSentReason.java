package observability;

import graph.BreakerOpenException;
import graph.DeadlineException;
import graph.GraphException;
import graph.NoSlotException;

import java.util.Locale;

/** Why a call was not sent to Meta. */
enum NotSentReason {
    /** The app, the account or the page is throttled. */
    THROTTLE,
    /** The circuit breaker is open. */
    BREAKER,
    /** No slot was free in time. */
    SLOT,
    /** The caller's deadline was reached. */
    DEADLINE,
    /** Meta has rejected the client's token, or there is none. */
    TOKEN,
    /** Something else: the worker has lost the job, or the process is stopping. */
    OTHER;

    static NotSentReason of(Throwable failure) {
        if (failure instanceof GraphException.Throttled) {
            return THROTTLE;
        }
        if (failure instanceof BreakerOpenException) {
            return BREAKER;
        }
        if (failure instanceof NoSlotException) {
            return SLOT;
        }
        if (failure instanceof DeadlineException) {
            return DEADLINE;
        }
        if (failure instanceof GraphException.TokenRejected) {
            return TOKEN;
        }
        return OTHER;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
