package limits;

import graph.CallObserver;
import graph.GraphCall;
import org.apache.camel.Exchange;

import java.time.Duration;
import java.util.List;

/**
 * One attempt of a call to Meta, from the first check to the answer. It is the same object in the exchange and its
 * copies, such as the one that the circuit breaker creates.
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
     * A call that the {@link Governor} has admitted.
     *
     * @param keys the gates that it counts against
     * @param call its id
     * @param waitMillis how long it must wait, to be spaced out
     * @param probe true if it probes a blocked gate
     * @param goodUntil until when it may be sent without checking the gates again, in milliseconds
     */
    record Admission(List<GateKey> keys, String call, long waitMillis, boolean probe, long goodUntil) {}

    /** Starts an attempt of a call. */
    static Attempt begin(Exchange exchange, GraphCall call) {
        Attempt attempt = new Attempt(call);
        exchange.setProperty(PROPERTY, attempt);
        return attempt;
    }

    /** The current attempt, or null. */
    static Attempt of(Exchange exchange) {
        return (Attempt) exchange.getProperty(PROPERTY);
    }

    /** Ends the current attempt. */
    static Attempt end(Exchange exchange) {
        return (Attempt) exchange.removeProperty(PROPERTY);
    }

    GraphCall call() {
        return call;
    }

    /** The time since the previous call of this method, or since the start. */
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

    /** The attempt has slots, until the task releases them. */
    void entered(Runnable leave) {
        this.slots = leave;
    }

    /** Releases its slots, if it has any. */
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

    /** Meta's answer reports that a limit is nearly used up, so that calls stop for a while. */
    void stopped() {
        this.stopped = true;
    }

    boolean hasStopped() {
        return stopped;
    }
}
