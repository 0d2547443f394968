package graph;

import failures.Kind;
import failures.Wait;

import java.time.Duration;

/** The caller's time is up before Meta was asked, or asked again; nothing is under way. */
public class DeadlineException extends Wait {

    public DeadlineException() {
        super(Kind.TIMEOUT, Reason.ROOM, Duration.ZERO, "Nothing came from Meta in time.");
    }
}
