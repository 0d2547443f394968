package observability;

import graph.BreakerOpenException;
import graph.DeadlineException;
import graph.GraphException;
import graph.NoSlotException;

import java.util.Locale;

/** Why a call was not sent to Meta. */
enum HoldBack {
    /** The app, the account or the page is throttled. */
    THROTTLE,
    /** Meta is down. */
    BREAKER,
    /** No slot was free in time. */
    SLOT,
    /** The caller's time was up. */
    DEADLINE,
    /** Meta has rejected the client's token, or there is none. */
    TOKEN,
    /** Something else: the job is no longer the worker's, or the process stops. */
    OTHER;

    static HoldBack of(Throwable failure) {
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
