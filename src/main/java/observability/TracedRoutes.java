package observability;

import flow.Bodies;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.quarkus.arc.Unremovable;
import jobs.Job;
import jobs.JobRun;
import jobs.JobStatus;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Creates spans for a worker's run of a job and for each of its steps. Quarkus creates the span of an API call, {@link
 * GraphMeasurement} that of a call to Meta. A worker's run continues the trace of the call that created the job, in any
 * process and for every attempt.
 *
 * <p>Spans have only ids and kinds, never an address, header or field, which may contain a secret. They start and end
 * on one thread, as these routes do.
 */
@Singleton
@Unremovable
public class TracedRoutes implements RoutePolicyFactory {

    private static final String RUN = "run-job";
    private static final String STEP_RUN = TracedRoutes.class.getName() + ".step-run";

    private final Tracer tracer;
    private final Traces traces;

    @Inject
    public TracedRoutes(Tracer tracer, Traces traces) {
        this.tracer = tracer;
        this.traces = traces;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        if (route instanceof RouteDefinition definition && JobMeasurement.JOB_STEPS.equals(definition.getGroup())) {
            return new Step(routeId, definition.getDescriptionText());
        }
        return switch (routeId) {
            case RUN -> new Run(routeId);
            default -> null;
        };
    }

    private record Open(Span span, Scope scope) {}

    private abstract class Traced extends RoutePolicySupport {
        private final String property;

        private Traced(String routeId) {
            this.property = TracedRoutes.class.getName() + "." + routeId;
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            Span span = begin(route.getRouteId(), exchange).startSpan();
            exchange.setProperty(property, new Open(span, span.makeCurrent()));
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Open open = (Open) exchange.removeProperty(property);
            open.scope().close();
            if (tell(open.span(), exchange)) {
                open.span().end();
            }
        }

        abstract SpanBuilder begin(String routeId, Exchange exchange);

        /** Adds the outcome to the span; returns false if the span is not worth keeping. */
        abstract boolean tell(Span span, Exchange exchange);
    }

    private final class Run extends Traced {
        private Run(String routeId) {
            super(routeId);
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            super.onExchangeBegin(route, exchange);
            LogFields.putTrace();
        }

        @Override
        SpanBuilder begin(String routeId, Exchange exchange) {
            Job job = job(exchange);
            Context parent = traces.resume(job.traceparent());
            return tracer.spanBuilder("job " + job.type())
                    .setParent(parent)
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("creative.job.id", job.jobId().toString())
                    .setAttribute("creative.client.id", job.clientId())
                    .setAttribute("creative.job.attempt", job.attempts());
        }

        @Override
        boolean tell(Span span, Exchange exchange) {
            Job job = job(exchange);
            span.setAttribute("creative.job.status", job.status().sql());
            if (job.waitingFor() != null) {
                span.setAttribute("creative.job.waiting_for", job.waitingFor());
            }
            if (exchange.getException() != null || job.status() == JobStatus.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            return true;
        }

        private static Job job(Exchange exchange) {
            return Bodies.travelling(exchange, JobRun.class).job();
        }
    }

    private final class Step extends Traced {
        private final String title;

        private Step(String routeId, String title) {
            super(routeId);
            this.title = title;
        }

        @Override
        SpanBuilder begin(String routeId, Exchange exchange) {
            exchange.setProperty(STEP_RUN, StepRun.begin(exchange));
            return tracer.spanBuilder("step " + title);
        }

        @Override
        boolean tell(Span span, Exchange exchange) {
            StepOutcome outcome = StepOutcome.of(exchange.getException());
            span.setAttribute("creative.step.outcome", outcome.label());
            if (outcome == StepOutcome.FAILED) {
                span.setStatus(StatusCode.ERROR);
            }
            return !((StepRun) exchange.removeProperty(STEP_RUN)).isSkipped(exchange);
        }
    }
}
