package guardrails;

import com.fasterxml.jackson.databind.node.ObjectNode;
import database.Database;
import database.Statement;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for the audit. */
@Singleton
public class AuditRepository {

    private static final Statement INSERT = Statement.named("insert-audit");
    private static final Statement SELECT = Statement.named("select-audit");
    private static final Statement DELETE = Statement.named("delete-audit");

    private final Database database;

    @Inject
    public AuditRepository(Database database) {
        this.database = database;
    }

    /** Adds an entry, given as JSON. */
    void insert(String entry) throws SQLException {
        database.run(INSERT).with("audit", entry).update();
    }

    /** A page of entries, newest first. */
    List<ObjectNode> list(AuditPage page, int limit) throws SQLException {
        return database.run(SELECT)
                .with("client_id", page.clientId())
                .with("key_id", page.keyId())
                .with("via", page.via())
                .with("outcome", page.outcome())
                .with("since", page.since())
                .with("before", page.before())
                .with("limit", limit)
                .jsonList(ObjectNode.class);
    }

    /** Deletes a batch of expired entries. Returns their number. */
    public int deleteSome(Duration retention) throws SQLException {
        return database.run(DELETE)
                .with("retention_seconds", retention)
                .list(row -> row.getLong(1))
                .size();
    }
}
