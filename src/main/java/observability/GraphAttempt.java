package observability;

import org.apache.camel.Exchange;

import java.time.Duration;

/**
 * One try of a call to Meta, from its first gate on. It travels with the exchange and with copies of it, such as the one
 * that the circuit breaker makes, and is the same object in all of them.
 */
final class GraphAttempt {

    private static final String PROPERTY = GraphAttempt.class.getName();

    private long since = System.nanoTime();
    private boolean sent;

    /** Begins a try. */
    static void begin(Exchange exchange) {
        exchange.setProperty(PROPERTY, new GraphAttempt());
    }

    /** Whether the exchange is within a try already, as the one is that finds out whether Meta is back. */
    static boolean isWithin(Exchange exchange) {
        return of(exchange) != null;
    }

    /** Ends the try under way. */
    static GraphAttempt end(Exchange exchange) {
        return (GraphAttempt) exchange.removeProperty(PROPERTY);
    }

    /** The try under way. */
    static GraphAttempt of(Exchange exchange) {
        return exchange.getProperty(PROPERTY, GraphAttempt.class);
    }

    /** The time since this was asked last, or since the beginning. */
    Duration lap() {
        long now = System.nanoTime();
        Duration lap = Duration.ofNanos(now - since);
        since = now;
        return lap;
    }

    /** The call goes out. */
    void send() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }
}
