package intents;

import graph.Caller;
import graph.Creation;
import graph.GraphCall;
import graph.Intent;

import java.util.Objects;

/**
 * Work that creates objects at Meta, each exactly once: what it creates next, and what is known of it. It is the body of
 * the messages that {@code direct:create} takes.
 */
public class CreatingCall extends GraphCall {

    private Creation creation;
    private Intent intent;

    public CreatingCall(Caller caller) {
        super(caller);
    }

    /** Creates this next. */
    public final void create(Creation next) {
        this.creation = Objects.requireNonNull(next, "next");
        this.intent = null;
    }

    /** What is created, or was created last; null before the first. */
    public final Creation creation() {
        return creation;
    }

    /** What is known of it: settled after {@code direct:create}; null before it is written down. */
    public final Intent intent() {
        return intent;
    }

    /** The intent has been written, or read again. */
    public final void became(Intent now) {
        this.intent = now;
    }
}
