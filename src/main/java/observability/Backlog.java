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
 * What is still to be done, as last counted. Every process counts all of it, so that it can be seen whichever process
 * is asked. A scrape asks nobody: while PostgreSQL or Redis is away the last count stands for a moment, and is unknown
 * from then on.
 */
@Singleton
@Unremovable
public class Backlog {

    /** Counting ends here: a gauge at this value means "this number or more". */
    public static final int MOST_COUNTED = 5000;

    /** A count is given up for unknown when so many in a row are missing. */
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
                .description("Jobs that have not ended")
                .register(registry);
        gauge(registry, MeterNames.JOBS_DUE, "Jobs that a worker could take now", Backlog::due);
        Gauge.builder(MeterNames.JOBS_OLDEST_DUE, this, Backlog::oldestDueSeconds)
                .description("How long the oldest of them has been due")
                .baseUnit("seconds")
                .register(registry);
        gauge(registry, MeterNames.INTENTS_OPEN, "Creates whose outcome is not known yet", Backlog::openIntents);
        gauge(registry, MeterNames.CLIENTS_REJECTED, "Clients whose token Meta has rejected", Backlog::rejectedClients);
        gauge(registry, MeterNames.QUEUE_LENGTH, "Wake-ups that are not acknowledged", Backlog::queueLength);
        gauge(registry, MeterNames.QUEUE_PENDING, "Those of them that a worker has been given", Backlog::queuePending);
    }

    private void gauge(MeterRegistry registry, String name, String description, ToDoubleFunction<Backlog> number) {
        Gauge.builder(name, this, number).description(description).register(registry);
    }

    private record Reading<T>(T value, long nanos) {}

    /**
     * Jobs that are alike.
     *
     * @param waitingFor {@code nothing} for those that do not wait
     */
    record Kind(String type, String status, String waitingFor) {}

    /** A row of {@code count-backlog.sql}. */
    @JsonNaming(SnakeCaseStrategy.class)
    record Counts(List<JobCount> jobs, long due, double oldestDueSeconds, long openIntents, long rejectedClients) {}

    /** How many jobs are alike. */
    @JsonNaming(SnakeCaseStrategy.class)
    record JobCount(String type, String status, String waitingFor, long jobs) {
        Kind kind() {
            return new Kind(type, status, waitingFor);
        }
    }

    /** Keeps the answer to {@code count-backlog.sql}. What was counted once is zero when it is not there any more. */
    public synchronized void counted(String row) throws JsonProcessingException {
        Counts now = mapper.readValue(row, Counts.class);
        Map<Kind, Long> known = new LinkedHashMap<>();
        jobs.keySet().forEach(kind -> known.put(kind, 0L));
        now.jobs().forEach(count -> known.put(count.kind(), count.jobs()));
        jobs = known;
        counts = new Reading<>(now, System.nanoTime());
        jobGauge.register(known.keySet().stream().map(this::row).toList(), true);
    }

    /** Keeps what the queue says of itself. */
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

    /** How many jobs there are of a kind; not a number where that is unknown, as everywhere here. */
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
