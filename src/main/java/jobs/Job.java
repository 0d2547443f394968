package jobs;

import clients.Account;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code jobs}, as read or as claimed.
 *
 * @param input what the caller asked for, field by field
 * @param fence counts the job's holders; every write of a holder carries it
 * @param traceparent the trace of the call that it came with, as W3C Trace Context writes it, or null
 * @param looks whether it was claimed only to look again at a video in processing, of which the history says nothing yet
 * @param tokenRef where the client's token is; only of a claimed job
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Job(
        UUID jobId,
        String clientId,
        String type,
        JobStatus status,
        String adAccountId,
        String pageId,
        String instagramUserId,
        JsonNode inputJson,
        JobResult resultJson,
        Checkpoint checkpointJson,
        JsonNode errorJson,
        String errorText,
        String blobVideoPath,
        String blobThumbPath,
        long bytesTotal,
        long bytesSent,
        String step,
        String waitingFor,
        int attempts,
        int maxAttempts,
        int crashes,
        Instant nextAttemptAt,
        boolean cancelRequested,
        long fence,
        Instant createdAt,
        Instant startedAt,
        Instant finishedAt,
        String traceparent,
        boolean looks,
        String tokenRef) {

    /** The account that the job was accepted for. */
    public Account account() {
        return new Account(adAccountId, pageId, instagramUserId, tokenRef);
    }

    /** A text field of the input, or null. */
    public String input(String field) {
        JsonNode value = inputJson.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
