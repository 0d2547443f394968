package jobs;

import database.Database;
import database.Statement;
import failures.NotFound;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Jobs in the database, for all who do not hold them: one method a statement. What a holder writes, its flow writes. */
@Singleton
public class JobRepository {

    private static final Statement SELECT_JOB = Statement.named("select-job");
    private static final Statement SELECT_JOBS = Statement.named("select-jobs");
    private static final Statement SELECT_EVENTS = Statement.named("select-events");
    private static final Statement CANCEL_JOB = Statement.named("cancel-job");
    private static final Statement RETRY_JOB = Statement.named("retry-job");
    private static final Statement DELETE_FINISHED_JOBS = Statement.named("delete-finished-jobs");

    private final Database database;

    @Inject
    public JobRepository(Database database) {
        this.database = database;
    }

    /** A job; only if it is this client's, unless that is null. */
    public Optional<Job> find(UUID jobId, String clientId) throws SQLException {
        return database.run(SELECT_JOB)
                .with("job_id", jobId.toString())
                .with("client_id", clientId)
                .json(Job.class);
    }

    /**
     * A job; only if it is this client's, unless that is null.
     *
     * @throws NotFound if there is no such job
     */
    public Job get(UUID jobId, String clientId) throws SQLException {
        return find(jobId, clientId).orElseThrow(() -> new NotFound("There is no job '" + jobId + "'."));
    }

    /** The first jobs of a page, newest first. */
    public List<Job> list(JobPage page, int limit) throws SQLException {
        JobPage.Cursor cursor = page.cursor();
        return database.run(SELECT_JOBS)
                .with("client_id", page.clientId())
                .with("status", page.status())
                .with("created_after", page.createdAfter())
                .with("created_before", page.createdBefore())
                .with(
                        "cursor_created_at",
                        cursor == null ? null : cursor.createdAt().toString())
                .with("cursor_job_id", cursor == null ? null : cursor.jobId().toString())
                .with("limit", limit)
                .jsonList(Job.class);
    }

    /** The first events of a job after one, oldest first. */
    public List<JobEvent> events(UUID jobId, long after, int limit) throws SQLException {
        return database.run(SELECT_EVENTS)
                .with("job_id", jobId.toString())
                .with("after", after)
                .with("limit", limit)
                .list(JobEvent::of);
    }

    /** Cancels a job, or asks its holder to stop. Returns none if its status does not allow it. */
    public Optional<Job> cancel(UUID jobId) throws SQLException {
        return database.run(CANCEL_JOB).with("job_id", jobId.toString()).json(Job.class);
    }

    /** Starts a job again that has failed or was cancelled. Returns none if its status does not allow it. */
    public Optional<Job> retry(UUID jobId) throws SQLException {
        return database.run(RETRY_JOB).with("job_id", jobId.toString()).json(Job.class);
    }

    /** Deletes a few of the jobs that ended longer ago than this. Returns how many. */
    public int deleteFinished(Duration retention) throws SQLException {
        return database.run(DELETE_FINISHED_JOBS)
                .with("retention_seconds", (double) retention.toSeconds())
                .list(row -> row.getString(1))
                .size();
    }
}
