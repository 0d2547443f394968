package webhooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code webhook_deliveries}: a message for one address.
 *
 * @param deliveryId the {@code webhook-id}, the same for each attempt, so that receivers can detect duplicates
 * @param event such as {@code job.succeeded}
 * @param jobJson the job's row at the time of the event; parsed when the message is written, so that an unreadable one
 *     fails its delivery
 * @param attempts attempts so far, in total
 * @param failures failed attempts since the delivery was last requested
 * @param lastStatus status of the receiver's last answer, or null
 * @param secrets the signing secrets as stored, newest first; only of a taken delivery
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Delivery(
        UUID deliveryId,
        UUID jobId,
        String clientId,
        String event,
        String url,
        JsonNode jobJson,
        String status,
        int attempts,
        int failures,
        Instant dueAt,
        Integer lastStatus,
        String lastError,
        Instant createdAt,
        Instant deliveredAt,
        List<String> secrets) {

    /** Returns true if another attempt follows. */
    boolean isPending() {
        return DeliveryResult.PENDING.equals(status);
    }
}
