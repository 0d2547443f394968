package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

import java.util.List;
import jakarta.inject.Inject;

/** A connection that PostgreSQL cuts leaves its place in the pool to another. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class CutConnectionsTest {

    private static final String DATABASE = "jdbc:default";

    @Inject
    ProducerTemplate camel;

    @ConfigProperty(name = "quarkus.datasource.jdbc.max-size")
    int poolSize;

    @Test
    void doNotUseUpThePool() {
        for (int cut = 0; cut <= poolSize; cut++) {
            assertThatThrownBy(() -> camel.requestBody(DATABASE, "SELECT pg_terminate_backend(pg_backend_pid())"))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasStackTraceContaining("terminating connection");
        }

        assertThat(camel.requestBody(DATABASE, "SELECT 1 AS one", List.class)).hasSize(1);
    }
}
