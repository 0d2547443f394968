package observability;

import flow.Bodies;
import jobs.JobRun;
import org.apache.camel.Exchange;

import java.time.Duration;
import java.util.Objects;

/**
 * A run of a job's step: of a route in the group {@link #GROUP}.
 *
 * @param startedAt when it began, on the clock of {@link System#nanoTime}
 * @param lastStep the last step that was done before
 */
record StepRun(long startedAt, String lastStep) {

    /** The group of the routes that are a step each. */
    static final String GROUP = "job-steps";

    /** A run that begins. */
    static StepRun begin(Exchange exchange) {
        return new StepRun(System.nanoTime(), lastStep(exchange));
    }

    /** How long it has taken. */
    Duration duration() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /** Whether nothing was to be done: a step that is done writes it down, one that was done before does nothing. */
    boolean isSkipped(Exchange exchange) {
        return exchange.getException() == null && Objects.equals(lastStep, lastStep(exchange));
    }

    private static String lastStep(Exchange exchange) {
        return Bodies.travelling(exchange, JobRun.class).lastStep();
    }
}
