package observability;

import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Puts measurements to the routes that they are about. So a route says what happens and nothing of how it is watched,
 * and what is not watched costs nothing.
 */
@Singleton
@Unremovable
public class MeasuredRoutes implements RoutePolicyFactory {

    /** The group of the routes that are a step of a job each; they keep its name in the variable {@code step}. */
    public static final String JOB_STEPS = StepRun.GROUP;

    private final Map<String, RoutePolicy> policies = new TreeMap<>();
    private final JobMeasurement jobs;

    @Inject
    MeasuredRoutes(@All List<Measurement> measurements, JobMeasurement jobs) {
        measurements.forEach(measurement -> policies.putAll(measurement.byRoute()));
        this.jobs = jobs;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        if (route instanceof RouteDefinition definition && JOB_STEPS.equals(definition.getGroup())) {
            return jobs.step();
        }
        return policies.get(routeId);
    }

    /** The ids of the routes that are measured, steps of jobs aside. */
    public Set<String> routeIds() {
        return policies.keySet();
    }
}
