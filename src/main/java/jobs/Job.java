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
 * @param parentJobId the job that it is an item of, or null
 * @param itemKind what it is about as an item, such as {@code adset}
 * @param itemKey how the caller calls it as an item
 * @param outcome {@code partial} or {@code skipped}, or null
 * @param itemsTotal how many items it consists of
 * @param itemsOpen how many of those have not ended
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
        String tokenRef,
        UUID parentJobId,
        String itemKind,
        String itemKey,
        JobStatus outcome,
        int itemsTotal,
        int itemsOpen,
        int itemsSucceeded,
        int itemsFailed,
        int itemsSkipped) {

    /** The status as callers see it: the outcome says more about a final one. */
    @Override
    public JobStatus status() {
        return outcome == null ? status : outcome;
    }

    /** Whether it is an item of another job, and known to callers only as such. */
    public boolean isItem() {
        return parentJobId != null;
    }

    /** Whether it consists of items. */
    public boolean hasItems() {
        return itemsTotal > 0;
    }

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
