package harness;

import static org.awaitility.Awaitility.await;

import local.TestPostgres;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Clients and jobs in the database, queried as superuser: the service has a role of its own, which can be locked out.
 * Each call uses a new connection, since the server may have restarted.
 */
final class JobTable {
    private static final Duration CLEAR_LIMIT = Duration.ofSeconds(30);

    private static final String ROLE = "creative";

    private final TestPostgres postgres;

    JobTable(TestPostgres postgres) {
        this.postgres = postgres;
    }

    /** Creates the role of the service. Returns its {@code DATABASE_URL}. */
    String createRole() {
        update("CREATE ROLE " + ROLE + " LOGIN PASSWORD '" + ROLE + "'");
        update("ALTER SCHEMA public OWNER TO " + ROLE);
        return "postgres://" + ROLE + ":" + ROLE + "@127.0.0.1:" + postgres.port() + "/postgres";
    }

    /** Closes all connections of the service, which may open new ones. */
    void terminateConnections() {
        select("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = ?", ROLE);
    }

    /** Prevents new connections of the service. */
    void refuseConnections() {
        update("ALTER ROLE " + ROLE + " CONNECTION LIMIT 0");
    }

    /** Removes the limit on connections of the service. */
    void acceptConnections() {
        update("ALTER ROLE " + ROLE + " CONNECTION LIMIT -1");
    }

    /** Locks the table of jobs until the connection is closed. */
    Connection lock() throws SQLException {
        Connection connection = connect();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE jobs IN ACCESS EXCLUSIVE MODE");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** An entry of a job's history. */
    record Event(String at, String type, String step, int attempt, String worker, String detail) {}

    /** Registers a client with a token that the sandbox accepts. */
    void addClient(String clientId, String adAccountId) {
        update(
                "INSERT INTO clients (client_id, ad_account_id, page_id, token_ref) VALUES (?, ?, '2000000001', ?)",
                clientId,
                adAccountId,
                "ENV:" + Cluster.TOKEN_VARIABLE);
    }

    /** Deletes all clients and their data; retries after a deadlock with the service's background tasks. */
    void clear() {
        await("an empty database")
                .ignoreException(IllegalStateException.class)
                .atMost(CLEAR_LIMIT)
                .untilAsserted(() -> update("TRUNCATE clients CASCADE"));
    }

    /** A job's history, oldest first. */
    List<Event> events(String jobId) {
        return select(
                        "SELECT at::text, type, step, attempt, worker, detail FROM job_events WHERE job_id = ?"
                                + " ORDER BY event_id",
                        UUID.fromString(jobId))
                .stream()
                .map(row -> new Event(
                        (String) row.get("at"),
                        (String) row.get("type"),
                        (String) row.get("step"),
                        (int) row.get("attempt"),
                        (String) row.get("worker"),
                        (String) row.get("detail")))
                .toList();
    }

    /** The types of a job's events, oldest first. */
    List<String> eventTypes(String jobId) {
        return events(jobId).stream().map(Event::type).toList();
    }

    /** The process that holds a job, or 0. */
    long holder(String jobId) {
        List<Map<String, Object>> rows =
                select("SELECT worker FROM jobs WHERE job_id = ? AND lease_until > now()", UUID.fromString(jobId));
        // A worker's name is host/pid/start.
        return rows.isEmpty() ? 0 : Long.parseLong(((String) rows.get(0).get("worker")).split("/")[1]);
    }

    /** The value of a query with one row and one column. */
    @SuppressWarnings("unchecked")
    <T> T value(String sql, Object... parameters) {
        return (T) select(sql, parameters).get(0).values().iterator().next();
    }

    /** The number of jobs that meet a condition. */
    long count(String condition) {
        return value("SELECT count(*) FROM jobs WHERE " + condition);
    }

    /** The rows of a query, by column. */
    List<Map<String, Object>> select(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            try (ResultSet result = statement.executeQuery()) {
                ResultSetMetaData columns = result.getMetaData();
                List<Map<String, Object>> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, Object> row = new LinkedHashMap<>();
                    for (int column = 1; column <= columns.getColumnCount(); column++) {
                        row.put(columns.getColumnLabel(column), result.getObject(column));
                    }
                    rows.add(row);
                }
                return rows;
            }
        } catch (SQLException e) {
            throw new IllegalStateException("Could not run: " + sql, e);
        }
    }

    private void update(String sql, Object... parameters) {
        try (Connection connection = connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            bind(statement, parameters);
            statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("Could not run: " + sql, e);
        }
    }

    private static void bind(PreparedStatement statement, Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
