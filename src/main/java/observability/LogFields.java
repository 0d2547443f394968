package observability;

import flow.Bodies;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.quarkus.arc.Unremovable;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jobs.Job;
import jobs.JobRun;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.jboss.logging.MDC;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Adds {@code trace_id}, {@code client_id} and {@code job_id} to log lines as soon as they are known.
 *
 * <p>Quarkus keeps the fields of a request with the request on all its threads. A job's run stays on one thread.
 */
@Singleton
@Unremovable
public class LogFields implements RoutePolicyFactory {

    static final String TRACE_ID = "trace_id";
    static final String CLIENT_ID = "client_id";
    static final String JOB_ID = "job_id";

    /** Before the API's handlers, so that their log lines of rejected requests have the field too. */
    private static final int BEFORE_API = -2000;

    void requests(@Observes Router router) {
        router.route().order(BEFORE_API).handler(LogFields::nameTrace);
    }

    private static void nameTrace(RoutingContext request) {
        putTrace();
        request.next();
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String routeId, NamedNode route) {
        return "run-job".equals(routeId) ? new JobFields() : null;
    }

    /** The fields of a worker's run. {@link TracedRoutes} adds the trace where the run resumes it. */
    private static final class JobFields extends RoutePolicySupport {
        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            Job job = Bodies.travelling(exchange, JobRun.class).job();
            put(CLIENT_ID, job.clientId());
            put(JOB_ID, job.jobId().toString());
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            clear();
        }
    }

    /** Adds the current trace to later log lines. */
    static void putTrace() {
        SpanContext span = Span.current().getSpanContext();
        put(TRACE_ID, span.isValid() ? span.getTraceId() : null);
    }

    private static void put(String name, String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }

    private static void clear() {
        MDC.remove(TRACE_ID);
        MDC.remove(CLIENT_ID);
        MDC.remove(JOB_ID);
    }
}
