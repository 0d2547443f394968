package jobs;

import calls.ApiCall;
import calls.CallClients;
import calls.PageCursor;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.Conflict;
import failures.NotFound;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The API's operations on jobs. Each answers its call. */
@Singleton
public class JobCalls {

    /** More events than any job has; the list is not paged. */
    private static final int ALL = 100_000;

    private final JobRepository rows;
    private final JobView view;
    private final CallClients clients;
    private final JobQuota quota;
    private final JobAnnouncements announcements;
    private final ObjectMapper mapper;

    @Inject
    public JobCalls(
            JobRepository rows,
            JobView view,
            CallClients clients,
            JobQuota quota,
            JobAnnouncements announcements,
            ObjectMapper mapper) {
        this.rows = rows;
        this.view = view;
        this.clients = clients;
        this.quota = quota;
        this.announcements = announcements;
        this.mapper = mapper;
    }

    /**
     * The job in the path.
     *
     * @throws NotFound if there is none for this caller
     */
    public Job named(ApiCall call) throws SQLException {
        return rows.get(UUID.fromString(call.parameter("job_id")), call.scope().clientId());
    }

    /** Answers with the job. */
    public void read(ApiCall call) throws SQLException {
        call.reply(view.of(named(call)));
    }

    /** Answers with a page of jobs. */
    public void list(ApiCall call) throws SQLException {
        JobPage page = JobPage.of(call.parameters());
        // One more than requested shows whether there is a next page.
        call.reply(answer(rows.list(page, page.size() + 1), page.size()));
    }

    ObjectNode answer(List<Job> found, int size) {
        List<Job> shown = found.subList(0, Math.min(size, found.size()));
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode jobs = answer.putArray("jobs");
        shown.forEach(job -> jobs.add(view.of(job)));
        return answer.put(
                "next_cursor", found.size() > size ? after(shown.get(size - 1)).encode() : null);
    }

    private static PageCursor after(Job last) {
        return new PageCursor(last.createdAt(), last.jobId());
    }

    /** Answers with a job's history, oldest first. */
    public void history(ApiCall call) throws SQLException, JsonProcessingException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode list = answer.putArray("events");
        for (JobEvent event : rows.events(named(call).jobId(), 0, ALL)) {
            list.add(mapper.readTree(event.json()));
        }
        call.reply(answer);
    }

    /**
     * Cancels a job, or asks its worker to stop.
     *
     * @throws Conflict if it has ended
     */
    public void cancel(ApiCall call) throws SQLException {
        Job job = named(call);
        Optional<Job> cancelled = job.hasItems() ? rows.cancelItems(job.jobId()) : cancel(job.jobId());
        changed(call, cancelled.orElseThrow(() -> conflict(job, "cancelled")));
    }

    /** Cancels a job that its worker has just released, although its cancellation was requested. */
    public void cancelReleased(JobRun run) throws SQLException {
        if (run.job().isItem() || run.job().hasItems()) {
            // It is due at once, and its next run ends it together with its dependents.
            return;
        }
        cancel(run.job().jobId()).ifPresent(run::written);
    }

    private Optional<Job> cancel(UUID jobId) throws SQLException {
        Optional<Job> cancelled = rows.cancel(jobId);
        // A held job ends when its worker notices.
        cancelled.filter(job -> job.status().isFinal()).ifPresent(announcements::ended);
        return cancelled;
    }

    /**
     * Restarts a failed or cancelled job.
     *
     * @throws failures.Failure if it has another status, its client is disabled or has used up its quota of jobs
     */
    public void retry(ApiCall call) throws SQLException {
        Job job = named(call);
        clients.find(call, job.clientId());
        quota.take(job.clientId());
        Optional<Job> retried = job.hasItems() ? rows.retryItems(job.jobId()) : rows.retry(job.jobId());
        changed(call, retried.orElseThrow(() -> conflict(job, "tried again")));
    }

    /** Lists a page of a job's items. */
    public void listItems(ApiCall call) throws SQLException, JsonProcessingException {
        Job job = named(call);
        int size = Integer.parseInt(call.parameters().getOrDefault("limit", "50"));
        List<JobItem> found = rows.items(
                job.jobId(),
                call.parameter("kind"),
                call.parameter("status"),
                JobItem.after(call.parameter("cursor")),
                size + 1);
        List<JobItem> shown = found.subList(0, Math.min(size, found.size()));
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode list = answer.putArray("items");
        for (JobItem item : shown) {
            list.add(mapper.readTree(item.json()));
        }
        call.reply(answer.put(
                "next_cursor", found.size() > size ? shown.get(size - 1).cursor() : null));
    }

    /** The id of the job that the call has changed. */
    public static UUID jobId(ApiCall call) {
        return call.noted(Job.class).jobId();
    }

    private void changed(ApiCall call, Job job) {
        call.note(job);
        call.reply(view.of(job));
    }

    private static Conflict conflict(Job job, String wish) {
        return new Conflict("The job is " + job.status().sql() + " and cannot be " + wish + ".");
    }
}
