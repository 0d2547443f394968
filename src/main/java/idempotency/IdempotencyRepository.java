package idempotency;

import calls.ApiCall;
import calls.HeldKey;
import calls.Reply;
import database.Database;
import database.Statement;
import graph.Creation;
import graph.Labels;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.OptionalLong;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

@Singleton
public class IdempotencyRepository {

    private static final Statement CLAIM = Statement.named("claim-idempotency-key");
    private static final Statement COUNT = Statement.named("count-idempotency-keys");
    private static final Statement KEEP = Statement.named("keep-idempotent-answer");
    private static final Statement RELEASE = Statement.named("release-idempotency-key");
    private static final Statement DELETE = Statement.named("delete-idempotency-keys");
    private static final Statement RENEW = Statement.named("renew-idempotency-keys");

    private final Database database;

    @Inject
    IdempotencyRepository(Database database) {
        this.database = database;
    }

    /**
     * Claims the key of a call for a new run.
     *
     * @param owner identifies the run
     * @param creation what the run creates first: its intent is written with a new key; or null
     */
    IdempotencyRow claim(ApiCall call, String fingerprint, UUID owner, Duration lease, Creation creation)
            throws SQLException {
        return database.run(CLAIM)
                .with("client_id", call.clientId())
                .with("key", call.idempotencyKey())
                .with("operation", call.operation())
                .with("fingerprint", fingerprint)
                .with("intent_key", call.intentKey())
                .with("owner", owner)
                .with("lease_seconds", lease)
                .with("kind", creation == null ? null : creation.kind().sql())
                .with("ad_account_id", call.account().adAccountId())
                .with("parent_id", creation == null ? null : creation.parentId())
                .with("name", creation == null ? null : creation.name())
                .with("labels", Labels.of(call.intentKey(), Instant.now()))
                .json(IdempotencyRow.class)
                .orElseThrow();
    }

    /** Counts a client's keys, up to its quota; empty if the key exists already. */
    OptionalLong count(String clientId, String key, int most) throws SQLException {
        Long rows = database.run(COUNT)
                .with("client_id", clientId)
                .with("key", key)
                .with("most", most)
                .list(row -> row.getObject(1, Long.class))
                .get(0);
        return rows == null ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    /** Stores the answer of a request, unless the key has been taken over. */
    void keep(HeldKey key, Reply reply) throws SQLException {
        run(KEEP, key)
                .with("status", reply.status())
                .with("content_type", reply.contentType())
                .with("location", reply.headers().get(Reply.LOCATION))
                .with("answer", reply.text())
                .first(row -> row.getString(1));
    }

    /** Releases a key, so that a retry runs the request again. */
    void release(HeldKey key) throws SQLException {
        run(RELEASE, key).first(row -> row.getString(1));
    }

    private Database.Run run(Statement statement, HeldKey key) {
        return database.run(statement)
                .with("client_id", key.clientId())
                .with("key", key.key())
                .with("owner", key.owner());
    }

    /** Renews the leases of these runs. */
    void renew(Collection<UUID> owners, Duration lease) throws SQLException {
        database.run(RENEW).with("owners", owners).with("lease_seconds", lease).update();
    }

    /** Deletes a batch of keys that are older than this. Returns their number. */
    int deleteExpired(Duration retention) throws SQLException {
        return database.run(DELETE)
                .with("retention_seconds", retention)
                .list(row -> row.getString(1))
                .size();
    }
}
