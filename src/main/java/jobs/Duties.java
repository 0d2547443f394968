package jobs;

import io.quarkus.arc.Unremovable;

import java.util.Map;
import jakarta.inject.Singleton;

/**
 * Duties that one process at a time does. Who takes one has it for a while; a process that dies meanwhile leaves it to
 * the next that asks after that.
 */
@Singleton
@Unremovable
public class Duties {

    private static final double SHORT_DUTY_SECONDS = 5;

    /** The parameters of {@code take-duty.sql} for the sweeper of blobs. */
    public Map<String, Object> sweepBlobs() {
        return duty("sweep-blobs");
    }

    /** The parameters of {@code take-duty.sql} for the retention of jobs. */
    public Map<String, Object> deleteFinishedJobs() {
        return duty("delete-finished-jobs");
    }

    /** The parameters of {@code take-duty.sql} for the retention of Idempotency-Keys. */
    public Map<String, Object> deleteIdempotencyKeys() {
        return duty("delete-idempotency-keys");
    }

    /** The parameters of {@code take-duty.sql} for the retention of intents. */
    public Map<String, Object> deleteIntents() {
        return duty("delete-intents");
    }

    private static Map<String, Object> duty(String name) {
        return Map.of("duty", name, "seconds", SHORT_DUTY_SECONDS);
    }
}
