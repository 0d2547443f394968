package graph;

import java.time.Duration;

/** Watches calls to Meta on their way, for metrics and traces. */
public interface CallObserver {

    /** What a call waits for before it is sent. */
    enum Waiting {
        /** Its turn, where the account comes near one of Meta's limits. */
        THROTTLE,
        /** A slot, and the pace of its account. */
        SLOT
    }

    /** A call that was sent. */
    @FunctionalInterface
    interface Sent {
        /**
         * It has ended.
         *
         * @param failure what it ended with, or null
         */
        void ended(Throwable failure);
    }

    /** A call is tried again. */
    void redelivered();

    /** A call waited, and continues. */
    void waited(Waiting reason, Duration time);

    /** A call was not sent. */
    void heldBack(Throwable reason);

    /** A call is sent, by this thread. */
    Sent sending(GraphRequest request);

    /** An object was deleted that a create had made once too often. */
    void surplusDeleted();

    /** Meta rejected a token. */
    void tokenRejected();
}
