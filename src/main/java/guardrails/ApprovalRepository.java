package guardrails;

import com.fasterxml.jackson.databind.node.ObjectNode;
import database.Database;
import database.Statement;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for approvals. */
@Singleton
public class ApprovalRepository {

    private static final Statement INSERT = Statement.named("insert-approval");
    private static final Statement SELECT = Statement.named("select-approvals");
    private static final Statement CLOSE = Statement.named("close-approval");

    private final Database database;

    @Inject
    public ApprovalRepository(Database database) {
        this.database = database;
    }

    /** Inserts a pending approval. */
    void insert(
            UUID approvalId,
            String clientId,
            ObjectNode request,
            String askedBy,
            ApprovalReading reading,
            Duration lifetime)
            throws SQLException {
        database.run(INSERT)
                .with("approval_id", approvalId)
                .with("client_id", clientId)
                .with("action", request.path("action").asText())
                .with("object_kind", request.at("/object/kind").asText())
                .with("object_id", request.at("/object/id").asText())
                .with("include", reading.include())
                .with("note", request.path("note").asText(null))
                .with("asked_by", askedBy)
                .with("summary", reading.summary().toString())
                .with("snapshot", reading.snapshot().toString())
                .with("snapshot_sha256", reading.sha256())
                .with("lifetime_seconds", lifetime)
                .update();
    }

    /** An approval of the client, or of any client if that is null. */
    Optional<Approval> find(UUID approvalId, String clientId) throws SQLException {
        return select(approvalId.toString(), clientId, null, null, 1).stream().findFirst();
    }

    /** A page of approvals, newest first. */
    List<Approval> list(Map<String, String> parameters, int limit) throws SQLException {
        return select(null, parameters.get("client_id"), parameters.get("status"), parameters.get("cursor"), limit);
    }

    private List<Approval> select(String approvalId, String clientId, String status, String after, int limit)
            throws SQLException {
        return database.run(SELECT)
                .with("approval_id", approvalId)
                .with("client_id", clientId)
                .with("status", status)
                .with("after", after)
                .with("limit", limit)
                .jsonList(Approval.class);
    }

    /** Rejects or withdraws an approval. Returns false if it is no longer pending. */
    boolean close(UUID approvalId, String status, String decidedBy, String reason) throws SQLException {
        return database.run(CLOSE)
                .with("approval_id", approvalId)
                .with("status", status)
                .with("decided_by", decidedBy)
                .with("reason", reason)
                .first(row -> row.getString(1))
                .isPresent();
    }
}
