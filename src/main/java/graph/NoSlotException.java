package graph;

import failures.Kind;
import failures.Wait;

import java.time.Duration;

/** No call to Meta was free in time; nothing was sent. */
public class NoSlotException extends Wait {

    public NoSlotException(Duration waited) {
        super(
                Kind.OVERLOADED,
                Reason.ROOM,
                Duration.ofSeconds(1),
                "All calls to Meta are taken; none came free within " + waited.toMillis() + " ms.");
    }
}
