package observability;

import io.quarkus.arc.Unremovable;
import jobs.Job;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.RoutePolicySupport;

import java.time.Duration;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Measures jobs: their steps, wherever a route says that it is one, and their end. */
@Singleton
@Unremovable
class JobMeasurement implements Measurement {

    private static final String RUN = JobMeasurement.class.getName();

    private final Meters meters;

    @Inject
    JobMeasurement(Meters meters) {
        this.meters = meters;
    }

    @Override
    public Map<String, RoutePolicy> byRoute() {
        return Map.of("finish-job", new End(), "cancelJob", new Cancellation());
    }

    /** What to do at a route that is a job's step. */
    RoutePolicy step() {
        return new Step();
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
                String step = exchange.getVariable("step", String.class);
                meters.stepped(job(exchange).type(), step, StepOutcome.of(exchange.getException()), run.duration());
            }
        }
    }

    private final class End extends RoutePolicySupport {
        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            if (exchange.getException() == null) {
                ended(job(exchange));
            }
        }
    }

    /** A job that waits is cancelled at once; one under way ends when its worker gets to know. */
    private final class Cancellation extends RoutePolicySupport {
        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            boolean granted = exchange.getVariable("httpStatus") != null;
            if (granted && job(exchange).status().isFinal()) {
                ended(job(exchange));
            }
        }
    }

    private void ended(Job job) {
        meters.ended(job.type(), job.status(), Duration.between(job.createdAt(), job.finishedAt()));
    }

    private static Job job(Exchange exchange) {
        return exchange.getVariable("job", Job.class);
    }
}
