package routes;

import routes.TestClients.TestClient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import javax.sql.DataSource;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Puts Idempotency-Keys into the state after a crash, or after a day. */
@Singleton
class TestIdempotencyKeys {

    @Inject
    DataSource dataSource;

    /** The state while another process holds the key: its lease lasts for this time, or has expired. */
    void reopen(TestClient client, String key, Duration alive) {
        change(
                "UPDATE idempotency_keys SET state = 'running', owner = gen_random_uuid(), status = NULL, answer = NULL,"
                        + " lease_until = now() + make_interval(secs => ?) WHERE client_id = ? AND key = ?",
                (double) alive.toSeconds(),
                client.id(),
                key);
    }

    /** The state after a create was sent and its answer was never read. */
    void forgetObject(TestClient client, String key) {
        change(
                "UPDATE intents SET state = 'open', object_id = NULL WHERE intent_key ="
                        + " (SELECT intent_key FROM idempotency_keys WHERE client_id = ? AND key = ?)",
                client.id(),
                key);
    }

    /** A second key for the same request, whose owner died at the start. */
    void copyAsDead(TestClient client, String key, String copy) {
        change(
                "INSERT INTO idempotency_keys (client_id, key, operation, fingerprint, owner, lease_until)"
                        + " SELECT client_id, ?, operation, fingerprint, gen_random_uuid(), now()"
                        + " FROM idempotency_keys WHERE client_id = ? AND key = ?",
                copy,
                client.id(),
                key);
    }

    /** The state after this time. */
    void age(TestClient client, String key, Duration elapsed) {
        change(
                "UPDATE idempotency_keys SET created_at = created_at - make_interval(secs => ?)"
                        + " WHERE client_id = ? AND key = ?",
                (double) elapsed.toSeconds(),
                client.id(),
                key);
    }

    /** Returns true if a run holds the key. */
    boolean isHeld(TestClient client, String key) {
        return count(
                        "SELECT count(*) FROM idempotency_keys WHERE client_id = ? AND key = ? AND state = 'running'"
                                + " AND owner IS NOT NULL AND lease_until > now()",
                        client.id(),
                        key)
                > 0;
    }

    /** Returns true if the intent of the key's request is open. */
    boolean isIntentOpen(TestClient client, String key) {
        return count(
                        "SELECT count(*) FROM intents WHERE state = 'open' AND intent_key ="
                                + " (SELECT intent_key FROM idempotency_keys WHERE client_id = ? AND key = ?)",
                        client.id(),
                        key)
                > 0;
    }

    boolean exists(TestClient client, String key) {
        return count("SELECT count(*) FROM idempotency_keys WHERE client_id = ? AND key = ?", client.id(), key) > 0;
    }

    /** Returns true if there is no job with this id. */
    boolean isNobodys(UUID jobId) {
        return count("SELECT count(*) FROM jobs WHERE job_id = ?", jobId) == 0;
    }

    private void change(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            if (statement.executeUpdate() != 1) {
                throw new IllegalStateException("There is no such row: " + sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long count(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Object... parameters)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
