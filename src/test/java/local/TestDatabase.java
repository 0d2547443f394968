package local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** A separate database on a running server. */
public final class TestDatabase {
    private final LocalServers.Addresses server;
    private final String name;

    private TestDatabase(LocalServers.Addresses server, String name) {
        this.server = server;
        this.name = name;
    }

    /** Creates an empty database with a unique name. */
    public static TestDatabase create(LocalServers.Addresses server) {
        String name = "test_" + UUID.randomUUID().toString().replace("-", "");
        execute(server, "CREATE DATABASE " + name);
        return new TestDatabase(server, name);
    }

    public String jdbcUrl() {
        return server.jdbcUrl(name);
    }

    /** Drops it, even with open connections. */
    public void drop() {
        execute(server, "DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
    }

    private static void execute(LocalServers.Addresses server, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(server.jdbcUrl(), server.username(), server.password());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Could not run: " + sql, e);
        }
    }
}
