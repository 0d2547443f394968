package webhooks;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code webhook_deliveries}: something to be told, to one address.
 *
 * @param deliveryId the {@code webhook-id}: the same with each attempt, so that receivers can tell repetitions
 * @param event such as {@code job.succeeded}
 * @param jobJson the job's row as it was when it happened; read when the message is written, so that one that cannot be
 *     read fails its delivery and is concluded
 * @param attempts attempts so far, ever
 * @param failures failed attempts since the delivery was last asked for
 * @param lastStatus the receiver's last answer, null where there was none
 * @param secrets what it is signed with, as stored, the newest first; only of one that was taken
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

    /** Whether there is an attempt to come. */
    boolean isPending() {
        return DeliveryResult.PENDING.equals(status);
    }
}
