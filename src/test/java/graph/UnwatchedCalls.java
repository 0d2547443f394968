package graph;

import java.time.Duration;

/** An observer that does nothing. */
public final class UnwatchedCalls implements CallObserver {

    @Override
    public void redelivered() {
        // not counted
    }

    @Override
    public void waited(Waiting reason, Duration time) {
        // not counted
    }

    @Override
    public void heldBack(Throwable reason) {
        // not counted
    }

    @Override
    public Sent sending(GraphRequest request) {
        return failure -> {};
    }

    @Override
    public void surplusDeleted() {
        // not counted
    }

    @Override
    public void tokenRejected() {
        // not counted
    }
}
