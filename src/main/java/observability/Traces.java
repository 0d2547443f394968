package observability;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;

import java.util.HashMap;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Carries a trace from the call that creates a job to its workers. It is stored in the job's row and not in its
 * wake-up: the row survives, and a wake-up may lead to another job.
 */
@Singleton
public class Traces {

    /** The header of W3C Trace Context, and the column of {@code jobs}. */
    private static final String TRACEPARENT = "traceparent";

    private final TextMapPropagator propagator;

    @Inject
    public Traces(OpenTelemetry telemetry) {
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** Adds the current trace to the parameters of {@code insert-job.sql}. */
    public Map<String, Object> keep(Map<String, Object> job) {
        Map<String, String> fields = new HashMap<>();
        propagator.inject(Context.current(), fields, Map::put);
        job.put(TRACEPARENT, fields.get(TRACEPARENT));
        return job;
    }

    /**
     * The context in which a stored trace continues.
     *
     * @param traceparent null for a job without one: then a new trace begins
     */
    Context resume(String traceparent) {
        Map<String, String> fields = traceparent == null ? Map.of() : Map.of(TRACEPARENT, traceparent);
        return propagator.extract(Context.root(), fields, FieldGetter.INSTANCE);
    }

    private enum FieldGetter implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public Iterable<String> keys(Map<String, String> fields) {
            return fields.keySet();
        }

        @Override
        public String get(Map<String, String> fields, String name) {
            return fields.get(name);
        }
    }
}
