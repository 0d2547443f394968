package limits;

import graph.CallObserver;
import graph.GraphCall;
import org.apache.camel.Exchange;

import java.time.Duration;
import java.util.List;

/**
 * One try of a call to Meta, from its first gate to its answer. It travels with the exchange and with copies of it, such
 * as the one that the circuit breaker makes, and is the same object in all of them.
 */
final class Attempt {

    private static final String PROPERTY = Attempt.class.getName();

    private final GraphCall call;
    private long since = System.nanoTime();
    private Admission admission;
    private Runnable slots;
    private CallObserver.Sent sent;
    private boolean stopped;

    private Attempt(GraphCall call) {
        this.call = call;
    }

    /**
     * A call that the {@link Governor} has let through.
     *
     * @param keys what it counts against
     * @param call names it
     * @param waitMillis how long it is to wait before it is made, to be spaced out
     * @param probe whether it probes a gate that was blocked
     * @param goodUntil until when it may be made without another look at the gates, in milliseconds
     */
    record Admission(List<GateKey> keys, String call, long waitMillis, boolean probe, long goodUntil) {}

    /** Begins a try of a call. */
    static Attempt begin(Exchange exchange, GraphCall call) {
        Attempt attempt = new Attempt(call);
        exchange.setProperty(PROPERTY, attempt);
        return attempt;
    }

    /** The try under way, or null. */
    static Attempt of(Exchange exchange) {
        return (Attempt) exchange.getProperty(PROPERTY);
    }

    /** Ends the try under way. */
    static Attempt end(Exchange exchange) {
        return (Attempt) exchange.removeProperty(PROPERTY);
    }

    GraphCall call() {
        return call;
    }

    /** The time since this was asked last, or since the beginning. */
    Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - since);
        since = now;
        return lap;
    }

    Admission admission() {
        return admission;
    }

    void admitted(Admission by) {
        this.admission = by;
    }

    /** Has its slots, until they are given back by the task. */
    void entered(Runnable leave) {
        this.slots = leave;
    }

    /** Gives its slots back, if it has any. */
    void leave() {
        if (slots != null) {
            slots.run();
            slots = null;
        }
    }

    void sending(CallObserver.Sent by) {
        this.sent = by;
    }

    boolean isSent() {
        return sent != null;
    }

    /** The answer was read, or the call failed. */
    void ended(Throwable failure) {
        sent.ended(failure);
    }

    /** Meta's answer says that a limit is used up so far that nobody calls for a while. */
    void stopped() {
        this.stopped = true;
    }

    boolean hasStopped() {
        return stopped;
    }
}
