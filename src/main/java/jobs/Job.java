package jobs;

import clients.Account;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.UUID;

/**
 * A row of {@code jobs}, as read or claimed.
 *
 * @param input the caller's input by field
 * @param fileJson what the inspection of its file found ({@code media.FileFacts}), or null
 * @param fence counts the job's holders; every write of a holder names it
 * @param traceparent the trace of the call that created it, in the format of W3C Trace Context, or null
 * @param looks true if it was claimed only to poll a video in processing, which the history does not record yet
 * @param tokenRef reference to the client's token; only of a claimed job
 * @param parentJobId the job of which it is an item, or null
 * @param itemKind the kind of object of an item, such as {@code adset}
 * @param itemKey the caller's key of an item
 * @param outcome {@code partial} or {@code skipped}, or null
 * @param itemsTotal number of its items
 * @param itemsOpen number of its items that have not ended
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
        JsonNode fileJson,
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

    /** The status for callers: the outcome refines a final one. */
    @Override
    public JobStatus status() {
        return outcome == null ? status : outcome;
    }

    /** Returns true for an item of another job, which callers only see as such. */
    public boolean isItem() {
        return parentJobId != null;
    }

    /** Returns true if it consists of items. */
    public boolean hasItems() {
        return itemsTotal > 0;
    }

    /** The account at the time of the job's acceptance. */
    public Account account() {
        return new Account(adAccountId, pageId, instagramUserId, tokenRef);
    }

    /** Returns true if the job has a file. */
    public boolean hasFile() {
        return fileJson != null && !fileJson.isNull();
    }

    /** A text field of the input, or null. */
    public String input(String field) {
        JsonNode value = inputJson.path(field);
        return value.isMissingNode() || value.isNull() ? null : value.asText();
    }
}
