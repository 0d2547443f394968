package jobs;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;

/**
 * How a worker releases a job.
 *
 * @param status {@code queued} after a failed attempt, {@code running} while it only waits
 * @param waitingFor {@code processing}, {@code throttle}, {@code breaker}, or null
 * @param delay time until it is due again
 * @param event the event's type for the history
 * @param error the attempt's failure as a problem, or null
 * @param errorText the failure as a sentence, or null
 */
public record Release(
        JobStatus status,
        String waitingFor,
        Duration delay,
        Checkpoint checkpoint,
        String event,
        String detail,
        JsonNode error,
        String errorText) {}
