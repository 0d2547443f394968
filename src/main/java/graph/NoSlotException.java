package graph;

import java.time.Duration;

/** No call to Meta was free in time; nothing was sent. */
public class NoSlotException extends RuntimeException {

    public NoSlotException(Duration waited) {
        super("All calls to Meta are taken; none came free within " + waited.toMillis() + " ms.", null, false, false);
    }
}
