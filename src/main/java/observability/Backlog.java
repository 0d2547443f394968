package observability;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.arc.Unremovable;
import queue.StreamInfo;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The last count of the backlog. Every process counts all of it, so any process can be scraped. A scrape runs no query:
 * while PostgreSQL or Redis is unavailable, the last count stays for a short time, and then becomes unknown.
 */
@Singleton
@Unremovable
public class Backlog {

    /** Counting stops here: a gauge at this value means "this number or more". */
    public static final int MOST_COUNTED = 5000;

    /** After this number of missed counts in a row the value is unknown. */
    private static final int MOST_MISSING = 3;

    private final ObjectMapper mapper;
    private final Duration lifetime;
    private final MultiGauge jobGauge;
    private volatile Reading<Counts> counts;
    private volatile Reading<StreamInfo> queue;
    private volatile Map<Kind, Long> jobs = Map.of();

    @Inject
    public Backlog(ObjectMapper mapper, ObservabilityConfig config, MeterRegistry registry) {
        this.mapper = mapper;
        this.lifetime = config.backlogInterval().multipliedBy(MOST_MISSING);
        this.jobGauge = MultiGauge.builder(MeterNames.JOBS)
                .description("Unfinished jobs")
                .register(registry);
        gauge(registry, MeterNames.JOBS_DUE, "Jobs that a worker could take now", Backlog::due);
        Gauge.builder(MeterNames.JOBS_OLDEST_DUE, this, Backlog::oldestDueSeconds)
                .description("How long the oldest due job has been due")
                .baseUnit("seconds")
                .register(registry);
        gauge(registry, MeterNames.INTENTS_OPEN, "Creates with unknown outcome", Backlog::openIntents);
        gauge(registry, MeterNames.CLIENTS_REJECTED, "Clients whose token Meta has rejected", Backlog::rejectedClients);
        gauge(registry, MeterNames.QUEUE_LENGTH, "Wake-ups not yet acknowledged", Backlog::queueLength);
        gauge(
                registry,
                MeterNames.QUEUE_PENDING,
                "Wake-ups delivered to a worker and not yet acknowledged",
                Backlog::queuePending);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> number) {
        Gauge.builder(name, this, number).description(description).register(registry);
    }

    private record Reading<T>(T value, long nanos) {}

    /**
     * Groups jobs for counting.
     *
     * @param waitingFor {@code nothing} for those that do not wait
     */
    record Kind(String type, String status, String waitingFor) {}

    /** A row of {@code count-backlog.sql}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Counts(List<JobCount> jobs, long due, double oldestDueSeconds, long openIntents, long rejectedClients) {}

    /** The number of jobs in a group. */
    @JsonNaming(SnakeCaseStrategy.class)
    record JobCount(String type, String status, String waitingFor, long jobs) {
        Kind kind() {
            return new Kind(type, status, waitingFor);
        }
    }

    /**
     * Stores the result of {@code count-backlog.sql}. Groups that are missing now but were counted before become zero.
     */
    public synchronized void counted(String row) throws JsonProcessingException {
        Counts now = mapper.readValue(row, Counts.class);
        Map<Kind, Long> known = new LinkedHashMap<>();
        jobs.keySet().forEach(kind -> known.put(kind, 0L));
        now.jobs().forEach(count -> known.put(count.kind(), count.jobs()));
        jobs = known;
        counts = new Reading<>(now, System.nanoTime());
        jobGauge.register(known.keySet().stream().map(this::row).toList(), true);
    }

    /** Stores the state of the queue. */
    public void queued(StreamInfo info) {
        queue = new Reading<>(info, System.nanoTime());
    }

    private MultiGauge.Row<Backlog> row(Kind kind) {
        Tags tags = Tags.of(
                MeterNames.TYPE, kind.type(),
                MeterNames.STATUS, kind.status(),
                MeterNames.WAITING_FOR, kind.waitingFor());
        return MultiGauge.Row.of(tags, this, backlog -> backlog.jobs(kind));
    }

    /** The number of jobs of a kind; NaN if it is unknown, as everywhere here. */
    private double jobs(Kind kind) {
        return read(counts, count -> jobs.getOrDefault(kind, 0L));
    }

    private double due() {
        return read(counts, Counts::due);
    }

    private double oldestDueSeconds() {
        return read(counts, Counts::oldestDueSeconds);
    }

    private double openIntents() {
        return read(counts, Counts::openIntents);
    }

    private double rejectedClients() {
        return read(counts, Counts::rejectedClients);
    }

    private double queueLength() {
        return read(queue, StreamInfo::length);
    }

    private double queuePending() {
        return read(queue, StreamInfo::pending);
    }

    private <T> double read(Reading<T> reading, ToDoubleFunction<T> number) {
        boolean known = reading != null && System.nanoTime() - reading.nanos() < lifetime.toNanos();
        return known ? number.applyAsDouble(reading.value()) : Double.NaN;
    }
}
