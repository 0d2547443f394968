package observability;

import flow.Bodies;
import io.quarkus.arc.Unremovable;
import jobs.Job;
import jobs.JobObserver;
import jobs.JobRun;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

import java.time.Duration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Measures jobs: their end, and their steps, which are the routes of a group. */
@Singleton
@Unremovable
public class JobMeasurement implements JobObserver, RoutePolicyFactory {

    /** The group of the routes that are a step of a job. */
    public static final String JOB_STEPS = StepRun.GROUP;

    private static final String RUN = JobMeasurement.class.getName();

    private final Meters meters;

    @Inject
    JobMeasurement(Meters meters) {
        this.meters = meters;
    }

    @Override
    public void ended(Job job) {
        meters.ended(job.type(), job.status(), Duration.between(job.createdAt(), job.finishedAt()));
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return route instanceof RouteDefinition definition && JOB_STEPS.equals(definition.getGroup())
                ? new Step()
                : null;
    }

    private final class Step extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            exchange.setProperty(RUN, StepRun.begin(exchange));
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            StepRun run = (StepRun) exchange.removeProperty(RUN);
            if (!run.isSkipped(exchange)) {
                JobRun job = Bodies.travelling(exchange, JobRun.class);
                meters.stepped(job.job().type(), job.step(), StepOutcome.of(exchange.getException()), run.duration());
            }
        }
    }
}
