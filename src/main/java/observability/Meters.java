package observability;

import graph.CallObserver.Waiting;
import graph.GraphOperation;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.ShutdownEvent;
import jobs.JobStatus;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Meters of events, recorded where the events happen. Meters with known labels exist from the start with zero:
 * Prometheus sees no increase in a counter that starts at one.
 */
@Singleton
@Unremovable
public class Meters {

    /** Upper bounds of the buckets of durations: few, from an answer of Meta to the upload of a window. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50),
        Duration.ofMillis(200),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofSeconds(60)
    };
    /** The same for whole jobs. */
    private static final Duration[] JOB_BUCKETS = {
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(2),
        Duration.ofMinutes(10),
        Duration.ofMinutes(30),
        Duration.ofHours(2)
    };

    private static final List<String> WEBHOOK_OUTCOMES = List.of("delivered", "retried", "failed", "gone");

    private final MeterRegistry registry;

    @Inject
    public Meters(MeterRegistry registry) {
        this.registry = registry;
        for (GraphOperation operation : GraphOperation.values()) {
            calls(operation, CallOutcome.OK);
        }
        for (Waiting wait : Waiting.values()) {
            waits(wait);
        }
        for (NotSentReason reason : NotSentReason.values()) {
            heldBacks(reason);
        }
        WEBHOOK_OUTCOMES.forEach(this::webhooks);
        uploads(GraphOperation.TRANSFER_VIDEO);
        uploads(GraphOperation.UPLOAD_IMAGE);
        redeliveries();
        surplus();
        rejections();
    }

    /** The next application in this JVM, after a live reload for example, must not show old gauges. */
    void forget(@Observes ShutdownEvent stop) {
        registry.clear();
    }

    void called(GraphOperation operation, CallOutcome outcome, Duration duration) {
        calls(operation, outcome).record(duration);
    }

    /** Meta accepted the bytes of a file or of a part of one. */
    void uploaded(GraphOperation operation, long bytes) {
        uploads(operation).increment(bytes);
    }

    /** A call has waited and continues. */
    void waited(Waiting wait, Duration duration) {
        waits(wait).record(duration);
    }

    void heldBack(NotSentReason reason) {
        heldBacks(reason).increment();
    }

    /** A call is sent again. */
    void redelivered() {
        redeliveries().increment();
    }

    void stepped(String type, String step, StepOutcome outcome, Duration duration) {
        timer(MeterNames.JOB_STEPS, "Runs of a job's step", BUCKETS)
                .tags(MeterNames.TYPE, type, MeterNames.STEP, step, MeterNames.OUTCOME, outcome.label())
                .register(registry)
                .record(duration);
    }

    void ended(String type, JobStatus status, Duration duration) {
        timer(MeterNames.JOBS_ENDED, "Jobs that ended, from acceptance to end", JOB_BUCKETS)
                .tags(MeterNames.TYPE, type, MeterNames.STATUS, status.sql())
                .register(registry)
                .record(duration);
    }

    /** A duplicate was deleted. */
    void surplusDeleted() {
        surplus().increment();
    }

    void tokenRejected() {
        rejections().increment();
    }

    /**
     * An attempt to deliver a webhook has ended.
     *
     * @param outcome {@code delivered}; {@code retried} if another attempt follows; {@code failed} if it was the last
     *     one, {@code gone} if the receiver unsubscribed
     */
    public void webhook(String outcome, Duration duration) {
        webhooks(outcome).record(duration);
    }

    private Timer calls(GraphOperation operation, CallOutcome outcome) {
        return timer(MeterNames.GRAPH_CALLS, "Calls sent to Meta", BUCKETS)
                .tags(MeterNames.OPERATION, operation.label(), MeterNames.OUTCOME, outcome.label())
                .register(registry);
    }

    private Counter uploads(GraphOperation operation) {
        return Counter.builder(MeterNames.GRAPH_UPLOADED)
                .description("Bytes of files that Meta accepted")
                .baseUnit("bytes")
                .tag(MeterNames.OPERATION, operation.label())
                .register(registry);
    }

    private Timer waits(Waiting wait) {
        return timer(MeterNames.GRAPH_WAITS, "Time that calls waited before they were sent", BUCKETS)
                .tag(MeterNames.REASON, wait.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter heldBacks(NotSentReason reason) {
        return Counter.builder(MeterNames.GRAPH_HELD_BACK)
                .description("Calls that were not sent to Meta")
                .tag(MeterNames.REASON, reason.label())
                .register(registry);
    }

    private Counter redeliveries() {
        return counter(MeterNames.GRAPH_REDELIVERIES, "Calls that were sent to Meta again");
    }

    private Counter surplus() {
        return counter(MeterNames.SURPLUS_DELETED, "Deleted duplicate objects");
    }

    private Counter rejections() {
        return counter(MeterNames.TOKENS_REJECTED, "Rejections of a token by Meta");
    }

    private Timer webhooks(String outcome) {
        return timer(MeterNames.WEBHOOKS, "Attempts to deliver a webhook", BUCKETS)
                .tag(MeterNames.OUTCOME, outcome)
                .register(registry);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Timer.Builder timer(String name, String description, Duration[] buckets) {
        return Timer.builder(name).description(description).serviceLevelObjectives(buckets);
    }
}
