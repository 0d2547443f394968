package observability;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.arc.Unremovable;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import jakarta.inject.Singleton;

/** Stores the latest spans of a {@code @QuarkusTest}, in place of a collector. */
@Singleton
@Unremovable
public class RecordedSpans implements SpanProcessor {

    private static final int MOST = 2000;

    private final Deque<SpanData> spans = new ArrayDeque<>();

    /** The finished spans of a trace, in the order of their ends. */
    public synchronized List<SpanData> ofTrace(String traceId) {
        return spans.stream().filter(span -> span.getTraceId().equals(traceId)).toList();
    }

    public synchronized List<SpanData> all() {
        return List.copyOf(spans);
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        // only finished spans count
    }

    @Override
    public boolean isStartRequired() {
        return false;
    }

    @Override
    public synchronized void onEnd(ReadableSpan span) {
        if (spans.size() == MOST) {
            spans.removeFirst();
        }
        spans.addLast(span.toSpanData());
    }

    @Override
    public boolean isEndRequired() {
        return true;
    }
}
