package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;

/**
 * The operation is possible later, and nothing is wrong: a job is parked without using up an attempt, a caller retries.
 */
public non-sealed class Wait extends Failure {

    /** What is waited for; a parked job shows all but the last in {@code waiting_for}. */
    public enum Reason {
        /** Meta is processing the video. */
        PROCESSING,
        /** The account, its page or the app is throttled. */
        THROTTLE,
        /** The circuit breaker for Meta is open. */
        BREAKER,
        /** Pictures or videos that a creative shows are not at Meta yet. */
        MEDIA,
        /** This process has no capacity, is stopping, or lacks a component for a moment. */
        ROOM
    }

    private final Reason reason;
    private final transient Duration delay;

    /**
     * @param delay minimum time until a retry is useful
     */
    public Wait(Kind kind, Reason reason, Duration delay, String message) {
        this(kind, reason, delay, message, null);
    }

    /**
     * @param graph Meta's own error, or null
     */
    public Wait(Kind kind, Reason reason, Duration delay, String message, JsonNode graph) {
        this(kind, reason, delay, message, List.of(), graph);
    }

    /** With the fields that name what is waited for, and Meta's own error, or null. */
    public Wait(Kind kind, Reason reason, Duration delay, String message, List<FieldError> errors, JsonNode graph) {
        super(kind, message, errors, graph, null);
        this.reason = reason;
        this.delay = delay;
    }

    public Reason reason() {
        return reason;
    }

    /** The minimum time until a retry is useful. */
    public Duration delay() {
        return delay;
    }
}
