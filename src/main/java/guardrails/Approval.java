package guardrails;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jobs.JobView;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * A row of {@code approvals}.
 *
 * @param status the current status: {@code expired} if it was not decided in time, {@code done} or {@code failed} once
 *     its job has ended
 * @param include the children of the object that are set active with it: {@code adsets}, {@code ads}
 * @param askedBy the key that requested it; null for the administrator
 * @param snapshot the objects to set active, as they were at the request
 * @param decidedBy the key that decided; null for the administrator
 * @param jobId the job that carries it out, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Approval(
        UUID approvalId,
        String clientId,
        String action,
        String objectKind,
        String objectId,
        List<String> include,
        String note,
        String status,
        String askedBy,
        JsonNode summary,
        JsonNode snapshot,
        String snapshotSha256,
        String decidedBy,
        Instant decidedAt,
        String reason,
        UUID jobId,
        Instant createdAt,
        Instant expiresAt) {

    static final String PENDING = "pending";

    /** The prefix of its events. */
    public static final String EVENTS = "approval.";

    /** {@code {"type":"approval.requested","timestamp":"…","data":{the approval}}}. */
    public ObjectNode announcement(String event, Instant at) {
        ObjectNode announcement = JsonNodeFactory.instance.objectNode();
        announcement.put("type", event).put("timestamp", JobView.time(at)).set("data", view());
        return announcement;
    }

    /** The approval as shown to callers. */
    ObjectNode view() {
        ObjectNode view = JsonNodeFactory.instance.objectNode();
        view.put("approval_id", approvalId.toString())
                .put("client_id", clientId)
                .put("action", action)
                .putObject("object")
                .put("kind", objectKind)
                .put("id", objectId);
        ArrayNode below = view.putArray("include");
        include.forEach(below::add);
        view.put("note", note).put("status", status).put("asked_by", askedBy);
        view.set("summary", summary);
        view.put("snapshot_sha256", snapshotSha256)
                .put("decide_url", "/v1/approvals/" + approvalId)
                .put("decided_by", decidedBy)
                .put("decided_at", JobView.time(decidedAt))
                .put("reason", reason)
                .put("job_id", jobId == null ? null : jobId.toString())
                .put("created_at", JobView.time(createdAt))
                .put("expires_at", JobView.time(expiresAt));
        return view;
    }
}
