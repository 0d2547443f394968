package graph;

import failures.Kind;
import failures.Wait;

import java.time.Duration;

/** The caller's deadline passed before a call, or a retry, was sent; nothing is in progress. */
public class DeadlineException extends Wait {

    public DeadlineException() {
        super(Kind.TIMEOUT, Reason.ROOM, Duration.ZERO, "Meta did not respond in time.");
    }
}
