package jobs;

import static java.util.stream.Collectors.joining;

import database.Database;
import database.Statement;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import org.jboss.logging.Logger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Changes of jobs for all followers in a process: one query per {@code creative.jobs.watch-interval} for any number of
 * followers, and none without followers. A follower holds no thread.
 *
 * <p>It does not use {@code LISTEN}: transactions with notifications commit one at a time, which costs busy writers
 * most of their throughput (docs/scaling.md), and poolers do not forward notifications.
 */
@Singleton
public class JobFeed {

    private static final Logger LOG = Logger.getLogger(JobFeed.class);
    private static final Statement FOLLOW_JOBS = Statement.named("follow-jobs");

    /** Maximum number of events per follower in one query; the others follow in the next. */
    private static final int BATCH = 100;

    private final Database database;
    private final JobsConfig config;
    private final Vertx vertx;
    private final WorkerExecutor thread;
    private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    @Inject
    public JobFeed(Database database, JobsConfig config, Vertx vertx) {
        this.database = database;
        this.config = config;
        this.vertx = vertx;
        this.thread = vertx.createSharedWorkerExecutor("job-feed", 1);
    }

    /**
     * The news of a job after an event.
     *
     * @param events the first events, oldest first
     * @param status the job's status, null if the job was deleted
     * @param step its step
     * @param ended true if the job has ended or was deleted, and there are no further events
     * @param revoked true if the follower's key was revoked
     */
    public record News(List<JobEvent> events, JobStatus status, String step, boolean ended, boolean revoked) {

        /** The id of the last event, or the given one if there is none. */
        public long lastEvent(long before) {
            return events.isEmpty() ? before : events.get(events.size() - 1).id();
        }
    }

    /** A follower of a job. */
    public final class Follower {

        private final UUID jobId;
        private final long after;
        private final String keyId;
        private final Consumer<News> listener;

        private Follower(UUID jobId, long after, String keyId, Consumer<News> listener) {
            this.jobId = jobId;
            this.after = after;
            this.keyId = keyId;
            this.listener = listener;
        }

        /** Stops following. */
        public void leave() {
            followers.remove(this);
        }
    }

    /**
     * Requests the next news of a job, once: a follower requests again when it can take more.
     *
     * @param after the last event that the follower knows
     * @param keyId the key that must be valid, or null
     * @param listener is called on a thread of the feed, and must not block it
     */
    public Follower next(UUID jobId, long after, String keyId, Consumer<News> listener) {
        Follower follower = new Follower(jobId, after, keyId, listener);
        followers.add(follower);
        if (started.compareAndSet(false, true)) {
            vertx.setPeriodic(config.watchInterval().toMillis(), tick -> look());
        }
        return follower;
    }

    /** The news of a job after an event so far. */
    public News now(UUID jobId, long after) throws SQLException {
        return ask(List.of(new Follower(jobId, after, null, null)))
                .getOrDefault(0, new News(List.of(), null, null, false, false));
    }

    private void look() {
        if (!followers.isEmpty() && looking.compareAndSet(false, true)) {
            thread.executeBlocking(() -> {
                        inform(List.copyOf(followers));
                        return null;
                    })
                    .onComplete(end -> looking.set(false));
        }
    }

    /** While the database is unavailable there are no news. */
    private void inform(List<Follower> all) {
        try {
            ask(all).forEach((place, news) -> {
                Follower follower = all.get(place);
                if (followers.remove(follower)) {
                    follower.listener.accept(news);
                }
            });
        } catch (SQLException e) {
            LOG.debugf("The query for changes of jobs failed and will be retried: %s", e.getMessage());
        }
    }

    /** The news by their followers' position in the list. */
    private Map<Integer, News> ask(List<Follower> all) throws SQLException {
        Map<Integer, List<Row>> rows = new HashMap<>();
        database.run(FOLLOW_JOBS)
                .with("job_ids", array(all, follower -> follower.jobId))
                .with("after", array(all, follower -> follower.after))
                .with("key_ids", array(all, follower -> follower.keyId))
                .with("limit", BATCH)
                .list(Row::of)
                .forEach(row -> rows.computeIfAbsent(row.place, first -> new ArrayList<>())
                        .add(row));
        Map<Integer, News> news = new HashMap<>();
        rows.forEach((place, ofFollower) -> news.put(place, news(ofFollower)));
        return news;
    }

    /** In PostgreSQL's notation, null included. */
    private static String array(List<Follower> all, Function<Follower, Object> value) {
        return all.stream().map(value).map(String::valueOf).collect(joining(",", "{", "}"));
    }

    private static News news(List<Row> rows) {
        Row first = rows.get(0);
        List<JobEvent> events =
                first.event == null ? List.of() : rows.stream().map(Row::event).toList();
        boolean isOver = first.status == null || first.status.isFinal();
        return new News(events, first.status, first.step, isOver && events.size() < BATCH, first.revoked);
    }

    private record Row(int place, JobStatus status, String step, boolean revoked, JobEvent event) {

        static Row of(ResultSet row) throws SQLException {
            String status = row.getString("status");
            return new Row(
                    row.getInt("place") - 1,
                    status == null ? null : JobStatus.ofSql(status),
                    row.getString("step"),
                    row.getBoolean("revoked"),
                    row.getObject("event_id") == null ? null : JobEvent.of(row));
        }
    }
}
