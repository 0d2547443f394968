package graph;

import failures.Kind;
import failures.Wait;

import java.time.Duration;

/** Meta is down, so that the call was not made. */
public class BreakerOpenException extends Wait {

    /** @param wait until a call is worth trying */
    public BreakerOpenException(Duration wait) {
        super(Kind.UNAVAILABLE, Reason.BREAKER, wait, "Meta does not answer; nothing was sent.");
    }
}
