package settings;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import jakarta.inject.Singleton;

/** {@code api} and {@code worker} are only ready while PostgreSQL answers; a sandbox alone does not need it. */
@Readiness
@Singleton
public class PostgresReadiness implements AsyncHealthCheck {
    private static final String NAME = "postgresql";
    private static final int VALIDATION_LIMIT_SECONDS = 1;
    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final Roles roles;
    private final DataSource dataSource;

    public PostgresReadiness(Roles roles, DataSource dataSource) {
        this.roles = roles;
        this.dataSource = dataSource;
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        if (!roles.needsDatabase()) {
            return Uni.createFrom()
                    .item(HealthCheckResponse.named(NAME)
                            .up()
                            .withData("needed", false)
                            .build());
        }
        // The limit releases the caller; limits of the pool and the driver release the thread.
        return Uni.createFrom()
                .item(this::answers)
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .ifNoItem()
                .after(LIMIT)
                .recoverWithItem(false)
                .map(answers -> HealthCheckResponse.named(NAME).status(answers).build());
    }

    private boolean answers() {
        try (Connection connection = dataSource.getConnection()) {
            return connection.isValid(VALIDATION_LIMIT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }
}
