package jobs;

import blobs.BlobStore;
import calls.ApiCall;
import calls.ApprovalDecision;
import calls.AuditEntry;
import calls.HeldKey;
import calls.Reply;
import clients.Account;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import idempotency.IdempotencyKeys;
import org.jboss.logging.MDC;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Accepts a job of any type. A call creates a {@link NewJob}, adds its input, files and media, and commits it by {@code
 * insert-job.sql} with the parameters of {@link #row}; then {@link #accepted} answers.
 */
@Singleton
public class JobInsert {

    /** The log field with the job's id. */
    private static final String LOG_FIELD = "job_id";

    private static final String CLIENT_ID = "client_id";

    private final BlobStore blobs;
    private final ObjectMapper mapper;
    private final JobsConfig config;

    @Inject
    public JobInsert(BlobStore blobs, ObjectMapper mapper, JobsConfig config) {
        this.blobs = blobs;
        this.mapper = mapper;
        this.config = config;
    }

    /** Creates a job of this type from the call's body, answered with its id. */
    public NewJob begin(ApiCall call, String type) {
        ObjectNode input = call.body().deepCopy();
        input.remove(CLIENT_ID);
        return begin(call, type, input);
    }

    /** Creates a job of this type from another input. */
    public NewJob begin(ApiCall call, String type, ObjectNode input) {
        NewJob begun = NewJob.begun(type);
        String id = begun.jobId().toString();
        MDC.put(LOG_FIELD, id);
        call.atEnd(() -> MDC.remove(LOG_FIELD));
        NewJob job = begun.asking(
                input,
                new Reply(
                        202,
                        Reply.JSON,
                        mapper.createObjectNode().put("job_id", id).toString(),
                        Map.of(Reply.LOCATION, "/v1/jobs/" + id)));
        call.note(job);
        return job;
    }

    /** The job of the call; null before it is created. */
    public static NewJob job(ApiCall call) {
        return call.noted(NewJob.class);
    }

    /** Returns true if the caller sent a file that must be stored. */
    public static boolean hasFile(ApiCall call) {
        return job(call).video() != null && job(call).video().file() != null;
    }

    /** Returns true if the caller sent a thumbnail. */
    public static boolean hasThumbnail(ApiCall call) {
        return job(call).thumbnail() != null;
    }

    /** The id of the job to wake. */
    public static UUID jobId(ApiCall call) {
        return job(call).jobId();
    }

    /** The parameters of {@code insert-job.sql}. */
    public Map<String, Object> row(ApiCall call) {
        return row(
                job(call),
                call.clientId(),
                call.account(),
                call.held(),
                call.noted(AuditEntry.class),
                call.noted(ApprovalDecision.class));
    }

    /** The same for a job that no call of the API creates. */
    public Map<String, Object> row(NewJob job, String clientId, Account account) {
        return row(job, clientId, account, null, null, null);
    }

    private Map<String, Object> row(
            NewJob job, String clientId, Account account, HeldKey held, AuditEntry audit, ApprovalDecision decision) {
        Map<String, Object> row = new HashMap<>();
        row.put("job_id", job.jobId().toString());
        row.put(CLIENT_ID, clientId);
        row.put("type", job.type());
        row.put("ad_account_id", account.adAccountId());
        row.put("page_id", account.pageId());
        row.put("instagram_user_id", account.instagramUserId());
        row.put("input", job.input().toString());
        row.put("video_path", job.video() == null ? null : job.video().name());
        row.put(
                "thumbnail_path",
                job.thumbnail() == null ? null : job.thumbnail().name());
        row.put("bytes_total", job.bytes());
        row.put("file", job.file() == null ? null : job.file().toString());
        row.put("medium", job.medium() == null ? null : job.medium().toString());
        row.put("media_ids", array(job.mediaIds()));
        row.put("items", job.items().isEmpty() ? null : NewItem.json(job.items(), mapper));
        row.put("max_attempts", config.maxAttempts());
        Reply answer = job.answer();
        row.put("key", held == null ? null : held.key());
        row.put("owner", held == null ? null : held.owner().toString());
        row.put("status", answer.status());
        row.put("content_type", answer.contentType());
        row.put("location", answer.headers().get(Reply.LOCATION));
        row.put("answer", answer.text());
        row.put("approval_id", decision == null ? null : decision.approvalId().toString());
        row.put("decided_by", decision == null ? null : decision.decidedBy());
        row.put("audit", audit == null ? null : entry(audit, job).toString());
        return row;
    }

    private static ObjectNode entry(AuditEntry audit, NewJob job) {
        ObjectNode entry = audit.ended("done", job.answer().status())
                .put("job_id", job.jobId().toString());
        AuditEntry.about(entry, "job", job.jobId().toString());
        return entry;
    }

    private static String array(List<UUID> ids) {
        return ids.toString().replace('[', '{').replace(']', '}');
    }

    /**
     * Answers with the committed job. Its blobs belong to it: no later failure may delete them.
     *
     * @param row null if another run has taken the key over, and the job was not accepted
     */
    public void accepted(ApiCall call, String row) {
        if (row == null) {
            if (job(call).medium() == null) {
                throw IdempotencyKeys.inProgress();
            }
            abandon(call);
            return;
        }
        NewJob job = job(call).accepted();
        call.note(job);
        call.letGo();
        call.auditWritten();
        call.reply(job.answer());
    }

    /** Deletes the blobs of a rejected job. Listing a bucket costs money, so only if files were sent. */
    public void abandon(ApiCall call) {
        NewJob job = job(call);
        if (job != null && job.mayLeaveBlobs()) {
            blobs.deleteJob(job.jobId());
        }
    }
}
