package observability;

import graph.CallObserver;
import graph.GraphOperation;
import graph.GraphRequest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

import java.time.Duration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Measures calls to Meta and creates their spans. A span has only ids and kinds, never an address, header or field,
 * which may contain a secret.
 */
@Singleton
class GraphMeasurement implements CallObserver {

    private final Meters meters;
    private final Tracer tracer;

    @Inject
    GraphMeasurement(Meters meters, Tracer tracer) {
        this.meters = meters;
        this.tracer = tracer;
    }

    @Override
    public void redelivered() {
        meters.redelivered();
    }

    @Override
    public void waited(Waiting reason, Duration time) {
        meters.waited(reason, time);
    }

    @Override
    public void heldBack(Throwable reason) {
        meters.heldBack(NotSentReason.of(reason));
    }

    @Override
    public Sent sending(GraphRequest request) {
        GraphOperation operation = GraphOperation.of(request);
        long begun = System.nanoTime();
        Span span = tracer.spanBuilder("meta " + operation.label())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute("http.request.method", request.method().name())
                .setAttribute("creative.ad_account.id", request.account().adAccountId())
                .startSpan();
        Scope scope = span.makeCurrent();
        return failure -> {
            scope.close();
            CallOutcome outcome = CallOutcome.of(failure);
            span.setAttribute("creative.call.outcome", outcome.label());
            if (outcome != CallOutcome.OK) {
                span.setStatus(StatusCode.ERROR);
            }
            span.end();
            meters.called(operation, outcome, Duration.ofNanos(System.nanoTime() - begun));
            if (failure == null && request.attachment() != null) {
                meters.uploaded(operation, request.attachment().length());
            }
        };
    }

    @Override
    public void surplusDeleted() {
        meters.surplusDeleted();
    }

    @Override
    public void tokenRejected() {
        meters.tokenRejected();
    }
}
