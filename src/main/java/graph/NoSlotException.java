package graph;

import failures.Kind;
import failures.Wait;

import java.time.Duration;

/** No slot for a call to Meta was free in time; nothing was sent. */
public class NoSlotException extends Wait {

    public NoSlotException(Duration waited) {
        super(
                Kind.OVERLOADED,
                Reason.ROOM,
                Duration.ofSeconds(1),
                "All slots for calls to Meta are in use; none was free within " + waited.toMillis() + " ms.");
    }
}
