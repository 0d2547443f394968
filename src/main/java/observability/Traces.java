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
 * Carries a trace from the call that brings a job to whoever works on it. It is kept with the job's row and not with its
 * wake-up: the row is what survives, and a wake-up may lead to another job.
 */
@Singleton
public class Traces {

    /** The field of W3C Trace Context, and the column of {@code jobs}. */
    private static final String TRACEPARENT = "traceparent";

    private final TextMapPropagator propagator;

    @Inject
    public Traces(OpenTelemetry telemetry) {
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
    }

    /** The parameters of {@code insert-job.sql}, with the trace of the call under way. */
    public Map<String, Object> keep(Map<String, Object> job) {
        Map<String, String> fields = new HashMap<>();
        propagator.inject(Context.current(), fields, Map::put);
        job.put(TRACEPARENT, fields.get(TRACEPARENT));
        return job;
    }

    /**
     * Where a trace that was kept goes on.
     *
     * @param traceparent null for a job without one: then a trace begins
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
