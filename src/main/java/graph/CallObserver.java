package graph;

import java.time.Duration;

/** Observes calls to Meta, for metrics and traces. */
public interface CallObserver {

    /** What a call waits for before it is sent. */
    enum Waiting {
        /** Spacing, because the account is near one of Meta's limits. */
        THROTTLE,
        /** A slot, and the pace of the account. */
        SLOT
    }

    /** A call that was sent. */
    @FunctionalInterface
    interface Sent {
        /**
         * The call has ended.
         *
         * @param failure its failure, or null
         */
        void ended(Throwable failure);
    }

    /** A call is sent again. */
    void redelivered();

    /** A call has waited and continues. */
    void waited(Waiting reason, Duration time);

    void heldBack(Throwable reason);

    /** A call is sent by this thread. */
    Sent sending(GraphRequest request);

    /** A duplicate object was deleted. */
    void surplusDeleted();

    void tokenRejected();
}
