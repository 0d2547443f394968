package graph;

import failures.Kind;
import failures.Wait;

import java.time.Duration;

/** The circuit breaker is open, so the call was not sent. */
public class BreakerOpenException extends Wait {

    /**
     * @param wait time until a retry is useful
     */
    public BreakerOpenException(Duration wait) {
        super(Kind.UNAVAILABLE, Reason.BREAKER, wait, "Meta is down; nothing was sent.");
    }
}
