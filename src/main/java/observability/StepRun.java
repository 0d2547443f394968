package observability;

import flow.Bodies;
import jobs.JobRun;
import org.apache.camel.Exchange;

import java.time.Duration;
import java.util.Objects;

/**
 * A run of a job's step, that is, of a route in the group {@link #GROUP}.
 *
 * @param startedAt its start, on the clock of {@link System#nanoTime}
 * @param lastStep the last step finished before
 */
record StepRun(long startedAt, String lastStep) {

    /** The group of the routes that are a step. */
    static final String GROUP = "job-steps";

    static StepRun begin(Exchange exchange) {
        return new StepRun(System.nanoTime(), lastStep(exchange));
    }

    Duration duration() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    /**
     * Returns true if the step did nothing. A step that did something records it; a step finished earlier does nothing.
     */
    boolean isSkipped(Exchange exchange) {
        return exchange.getException() == null && Objects.equals(lastStep, lastStep(exchange));
    }

    private static String lastStep(Exchange exchange) {
        return Bodies.travelling(exchange, JobRun.class).lastStep();
    }
}
