package jobs;

import static java.util.stream.Collectors.joining;

import calls.PageCursor;
import database.Database;
import database.Statement;
import failures.NotFound;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Database access for jobs outside of a run. The writes of a job's holder are in its flow. */
@Singleton
public class JobRepository {

    private static final Statement SELECT_JOB = Statement.named("select-job");
    private static final Statement SELECT_JOBS = Statement.named("select-jobs");
    private static final Statement SELECT_EVENTS = Statement.named("select-events");
    private static final Statement CANCEL_JOB = Statement.named("cancel-job");
    private static final Statement RETRY_JOB = Statement.named("retry-job");
    private static final Statement INSERT_JOB = Statement.named("insert-job");
    private static final Statement CANCEL_ITEMS = Statement.named("cancel-items");
    private static final Statement RETRY_ITEMS = Statement.named("retry-items");
    private static final Statement SELECT_ITEMS = Statement.named("select-items");
    private static final Statement SELECT_CREATED_ITEMS = Statement.named("select-created-items");
    private static final Statement COUNT_UNFINISHED_JOBS = Statement.named("count-unfinished-jobs");
    private static final Statement COUNT_BACKLOG = Statement.named("count-backlog");
    private static final Statement SELECT_BLOBS_IN_USE = Statement.named("select-blobs-in-use");
    private static final Statement DELETE_FINISHED_JOBS = Statement.named("delete-finished-jobs");
    private static final Statement PROVE_LEASE = Statement.named("prove-lease");
    private static final Statement RENEW_LEASES = Statement.named("renew-leases");
    private static final Statement TAKE_WAKEUPS_DUE = Statement.named("take-wakeups-due");
    private static final Statement MARK_WOKEN = Statement.named("mark-woken");

    private final Database database;

    @Inject
    public JobRepository(Database database) {
        this.database = database;
    }

    /** A job; null for any client. */
    public Optional<Job> find(UUID jobId, String clientId) throws SQLException {
        return database.run(SELECT_JOB)
                .with("job_id", jobId.toString())
                .with("client_id", clientId)
                .json(Job.class);
    }

    /**
     * A job; null for any client.
     *
     * @throws NotFound if there is no such job
     */
    public Job get(UUID jobId, String clientId) throws SQLException {
        return find(jobId, clientId).orElseThrow(() -> new NotFound("There is no job '" + jobId + "'."));
    }

    /** The first jobs of a page, newest first. */
    public List<Job> list(JobPage page, int limit) throws SQLException {
        PageCursor cursor = page.cursor();
        return database.run(SELECT_JOBS)
                .with("client_id", page.clientId())
                .with("status", page.isPartial() ? JobStatus.FAILED.sql() : page.status())
                .with("outcome", page.isPartial() ? JobStatus.PARTIAL.sql() : "")
                .with("created_after", page.createdAfter())
                .with("created_before", page.createdBefore())
                .with(
                        "cursor_created_at",
                        cursor == null ? null : cursor.createdAt().toString())
                .with("cursor_job_id", cursor == null ? null : cursor.id().toString())
                .with("limit", limit)
                .jsonList(Job.class);
    }

    /** The first events of a job after the given one, oldest first. */
    public List<JobEvent> events(UUID jobId, long after, int limit) throws SQLException {
        return database.run(SELECT_EVENTS)
                .with("job_id", jobId.toString())
                .with("after", after)
                .with("limit", limit)
                .list(JobEvent::of);
    }

    /** Cancels a job, or asks its holder to stop. Empty if its status does not allow it. */
    public Optional<Job> cancel(UUID jobId) throws SQLException {
        return database.run(CANCEL_JOB).with("job_id", jobId.toString()).json(Job.class);
    }

    /** Restarts a failed or cancelled job. Empty if its status does not allow it. */
    public Optional<Job> retry(UUID jobId) throws SQLException {
        return database.run(RETRY_JOB).with("job_id", jobId.toString()).json(Job.class);
    }

    /** Cancels the items of a job, or asks their holders to stop. Returns none if the job has ended. */
    public Optional<Job> cancelItems(UUID jobId) throws SQLException {
        return database.run(CANCEL_ITEMS).with("job_id", jobId).json(Job.class);
    }

    /** Starts those items of a job again that have not succeeded. Returns none if the job's status does not allow it. */
    public Optional<Job> retryItems(UUID jobId) throws SQLException {
        return database.run(RETRY_ITEMS).with("job_id", jobId).json(Job.class);
    }

    /**
     * The first items of a job after a place.
     *
     * @param kind only these; null for all, as with the status
     */
    public List<JobItem> items(UUID jobId, String kind, String status, int after, int limit) throws SQLException {
        return database.run(SELECT_ITEMS)
                .with("job_id", jobId)
                .with("kind", kind)
                .with("status", status)
                .with("after", after)
                .with("limit", limit)
                .list(JobItem::of);
    }

    /**
     * Inserts a job that no call of the API brings.
     *
     * @param row the parameters of {@code insert-job.sql}
     */
    public void insert(Map<String, Object> row) throws SQLException {
        Database.Run insert = database.run(INSERT_JOB);
        row.forEach(insert::with);
        insert.list(inserted -> inserted.getString(1));
    }

    /** What the items of a job have created at Meta, in their order. */
    public List<CreatedItem> createdItems(UUID jobId) throws SQLException {
        return database.run(SELECT_CREATED_ITEMS).with("job_id", jobId).jsonList(CreatedItem.class);
    }

    /** Counts a client's unfinished jobs, up to a number. */
    public OptionalLong countUnfinished(String clientId, int most) throws SQLException {
        return database.run(COUNT_UNFINISHED_JOBS)
                .with("client_id", clientId)
                .with("most", most)
                .first(row -> OptionalLong.of(row.getLong(1)))
                .orElseThrow();
    }

    /** The backlog as JSON; each kind is counted up to a number. */
    public String countBacklog(int most) throws SQLException {
        return database.run(COUNT_BACKLOG)
                .with("limit", most)
                .first(row -> row.getString(1))
                .orElseThrow();
    }

    /** The given jobs that still need their blobs, which failed and cancelled jobs keep for this time. */
    public Set<UUID> needingBlobs(Collection<UUID> jobs, Duration retention) throws SQLException {
        return Set.copyOf(database.run(SELECT_BLOBS_IN_USE)
                .with("job_ids", array(jobs))
                .with("retention_seconds", (double) retention.toSeconds())
                .list(row -> UUID.fromString(row.getString(1))));
    }

    /** Deletes a batch of jobs that ended longer ago than this. Returns their number. */
    public int deleteFinished(Duration retention) throws SQLException {
        return database.run(DELETE_FINISHED_JOBS)
                .with("retention_seconds", (double) retention.toSeconds())
                .list(row -> row.getString(1))
                .size();
    }

    /** Parses a job's row. */
    Job read(String row) {
        return database.read(row, Job.class);
    }

    /** Renews the lease of a job. Returns whether it is to be cancelled; empty if another worker holds it. */
    Optional<Boolean> proveLease(Job job, double leaseSeconds) throws SQLException {
        return database.run(PROVE_LEASE)
                .with("job_id", job.jobId().toString())
                .with("fence", job.fence())
                .with("lease_seconds", leaseSeconds)
                .first(row -> row.getBoolean(1));
    }

    /** Renews the leases of a worker's jobs. */
    void renewLeases(Collection<UUID> jobs, String worker, double leaseSeconds) throws SQLException {
        database.run(RENEW_LEASES)
                .with("job_ids", array(jobs))
                .with("worker", worker)
                .with("lease_seconds", leaseSeconds)
                .update();
    }

    /** Takes jobs whose wake-ups must be pushed; with null, none is considered lost. */
    List<String> takeWakeupsDue(String incarnation, Double lostSeconds) throws SQLException {
        return database.run(TAKE_WAKEUPS_DUE)
                .with("incarnation", incarnation)
                .with("lost_seconds", lostSeconds)
                .list(row -> row.getString(1));
    }

    /** Records that the wake-ups of these jobs are in the stream, the first for this time. */
    void markWoken(Collection<String> jobs, String incarnation, Duration since) throws SQLException {
        database.run(MARK_WOKEN)
                .with("pushed_seconds", since)
                .with("job_ids", array(jobs))
                .with("incarnation", incarnation)
                .update();
    }

    private static String array(Collection<?> values) {
        return values.stream().map(String::valueOf).collect(joining(",", "{", "}"));
    }
}
