package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** A connection cut by PostgreSQL is replaced in the pool. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class CutConnectionsTest {

    private static final String DATABASE = "jdbc:default";
    /** A connection is not validated for {@code foreground-validation-interval} after its last use. */
    private static final Duration LONGER_THAN_TRUSTED = Duration.ofMillis(700);

    @Inject
    ProducerTemplate camel;

    @Inject
    DataSource dataSource;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int poolSize;

    /** The connections were idle, so the cut was not noticed. */
    @Test
    void areNotUsedAfterTheyWereIdle() throws SQLException {
        for (Connection connection : many()) {
            connection.close();
        }
        camel.requestBody(
                DATABASE,
                "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()",
                List.class);

        await().pollDelay(LONGER_THAN_TRUSTED).untilAsserted(() -> {
            for (Connection connection : many()) {
                try (connection;
                        Statement statement = connection.createStatement()) {
                    assertThat(statement.execute("SELECT 1")).isTrue();
                }
            }
        });
    }

    private List<Connection> many() throws SQLException {
        List<Connection> connections = new ArrayList<>();
        while (connections.size() < poolSize / 2) {
            connections.add(dataSource.getConnection());
        }
        return connections;
    }

    @Test
    void doNotUseUpThePool() {
        for (int cut = 0; cut <= poolSize; cut++) {
            assertThatThrownBy(() -> camel.requestBody(DATABASE, "SELECT pg_terminate_backend(pg_backend_pid())"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasStackTraceContaining("terminating connection");
        }

        assertThat(camel.requestBody(DATABASE, "SELECT 1 AS one"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(1);
    }
}
