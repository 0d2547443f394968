package webhooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import jobs.Job;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code webhook_deliveries}: something to be told, to one address.
 *
 * @param deliveryId the {@code webhook-id}: the same with each attempt, so that receivers can tell repetitions
 * @param event such as {@code job.succeeded}
 * @param jobJson the job as it was when it happened
 * @param attempts attempts so far, ever
 * @param failures failed attempts since the delivery was last asked for
 * @param lastStatus the receiver's last answer, null where there was none
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Delivery(
        UUID deliveryId,
        UUID jobId,
        String clientId,
        String event,
        String url,
        Job jobJson,
        String status,
        int attempts,
        int failures,
        Instant dueAt,
        Integer lastStatus,
        String lastError,
        Instant createdAt,
        Instant deliveredAt) {

    /** Whether there is an attempt to come. */
    boolean isPending() {
        return Conclusion.PENDING.equals(status);
    }
}
