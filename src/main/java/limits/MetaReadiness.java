package limits;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reports whether Meta is reachable. It does not affect readiness: jobs are accepted and wait, and other processes
 * would not reach Meta either.
 */
@Readiness
@Singleton
public class MetaReadiness implements HealthCheck {

    private final MetaBreaker breaker;

    @Inject
    public MetaReadiness(MetaBreaker breaker) {
        this.breaker = breaker;
    }

    @Override
    public HealthCheckResponse call() {
        return HealthCheckResponse.named("meta")
                .up()
                .withData("breaker", breaker.state())
                .build();
    }
}
