package jobs;

import java.time.Duration;

/**
 * The job cannot go on now and lets its worker go: it is parked, without using up an attempt, and taken up again
 * after the delay.
 */
public class WaitException extends RuntimeException {

    private final transient Wait wait;

    public WaitException(Wait wait) {
        super(wait.detail(), null, false, false);
        this.wait = wait;
    }

    public Wait waiting() {
        return wait;
    }

    /**
     * Why and how long a job waits.
     *
     * @param reason what {@code waiting_for} shows, or null
     * @param delay how long until it is due again
     * @param detail a sentence for the history
     * @param checkpoint what to write down with it, or null
     */
    public record Wait(Reason reason, Duration delay, String detail, Checkpoint checkpoint) {}

    /** What a parked job waits for; the names are those of {@code waiting_for}. */
    public enum Reason {
        PROCESSING,
        THROTTLE,
        BREAKER
    }
}
