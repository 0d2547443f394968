package local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class PostgresServerTest {
    private final TestPostgres postgres = TestPostgres.start();

    @AfterEach
    void stop() {
        postgres.close();
    }

    @Test
    void whatWasCommittedSurvivesAKill() throws SQLException {
        execute("CREATE TABLE kept AS SELECT 42 AS answer");

        postgres.kill();
        postgres.restart();

        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SELECT answer FROM kept")) {
            assertThat(result.next()).isTrue();
            assertThat(result.getInt("answer")).isEqualTo(42);
        }
    }

    @Test
    void aFrozenServerAnswersAgainAfterwards() throws SQLException {
        postgres.freeze();
        postgres.thaw();

        execute("SELECT 1");
    }

    @Test
    void aPidFileOfAnotherProgramIsNoServer(@TempDir Path home) throws IOException {
        PostgresServer server = new PostgresServer(home);
        Files.createDirectories(server.pidFile().getParent());
        long notPostgres = ProcessHandle.current().pid();
        Files.writeString(server.pidFile(), notPostgres + "\n/data\n1\n5432\n\n127.0.0.1\n1\nready   \n");

        assertThat(server.running()).isEmpty();
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}
