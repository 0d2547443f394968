package settings;

import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import java.time.Duration;
import jakarta.inject.Singleton;

/**
 * A process that is only a worker is ready while Redis, which delivers its jobs, answers. A process with the API is
 * ready without Redis: it accepts jobs, which start when Redis is back. It reports the state of Redis for information.
 */
@Readiness
@Singleton
public class RedisReadiness implements AsyncHealthCheck {
    private static final String NAME = "redis";
    private static final Duration LIMIT = Duration.ofMillis(1500);

    private final Roles roles;
    private final ReactiveRedisDataSource redis;

    public RedisReadiness(Roles roles, ReactiveRedisDataSource redis) {
        this.roles = roles;
        this.redis = redis;
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
        boolean needed = roles.worker() && !roles.api();
        return redis.execute("PING")
                .map(pong -> true)
                .ifNoItem()
                .after(LIMIT)
                .recoverWithItem(false)
                .onFailure()
                .recoverWithItem(false)
                .map(answers -> HealthCheckResponse.named(NAME)
                        .status(answers || !needed)
                        .withData("needed", needed)
                        .withData("answers", answers)
                        .build());
    }
}
