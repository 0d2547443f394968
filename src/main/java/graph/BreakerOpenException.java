package graph;

import java.time.Duration;

/** Meta is down, so that the call was not made. */
public class BreakerOpenException extends RuntimeException {

    private final Duration wait;

    /** @param wait until a call is worth trying */
    public BreakerOpenException(Duration wait) {
        super("Meta does not answer; nothing was sent.", null, false, false);
        this.wait = wait;
    }

    public Duration waiting() {
        return wait;
    }
}
