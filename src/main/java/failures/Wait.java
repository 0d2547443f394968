package failures;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.List;

/** It can be done later, and nothing is wrong: a job is parked without using up an attempt, a caller asks again. */
public non-sealed class Wait extends Failure {

    /** What is waited for; a parked job shows the first three in {@code waiting_for}. */
    public enum Reason {
        /** Meta is processing the video. */
        PROCESSING,
        /** The account, its page or the app is throttled. */
        THROTTLE,
        /** Meta is down. */
        BREAKER,
        /** This process has no room, goes down, or lacks a part for a moment. */
        ROOM
    }

    private final Reason reason;
    private final transient Duration delay;

    /** @param delay how long it takes at least until it is worth trying again */
    public Wait(Kind kind, Reason reason, Duration delay, String message) {
        this(kind, reason, delay, message, null);
    }

    /** With Meta's own error, or null. */
    public Wait(Kind kind, Reason reason, Duration delay, String message, JsonNode graph) {
        super(kind, message, List.of(), graph, null);
        this.reason = reason;
        this.delay = delay;
    }

    /** What is waited for. */
    public Reason reason() {
        return reason;
    }

    /** How long it takes at least until it is worth trying again. */
    public Duration delay() {
        return delay;
    }
}
