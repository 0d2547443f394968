package extensions;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Reports the operator's route files: {@code runs}, or the error. It does not affect readiness, since the service
 * itself does not depend on them.
 */
@Readiness
@Singleton
public class RouteFilesReadiness implements HealthCheck {

    private static final String STATE = "state";

    private final RouteFiles files;

    @Inject
    public RouteFilesReadiness(RouteFiles files) {
        this.files = files;
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, String> report = files.report();
        boolean broken = report.values().stream().anyMatch(error -> !error.isEmpty());
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("route-files").up().withData(STATE, broken ? "broken" : "ok");
        report.forEach((name, error) -> answer.withData(name, error.isEmpty() ? "runs" : error));
        return answer.build();
    }
}
