package jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The job as shown to callers. */
@Singleton
public class JobView {

    private final ObjectMapper mapper;

    @Inject
    public JobView(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The job's JSON, as in the contract. */
    public ObjectNode of(Job job) {
        ObjectNode view = mapper.createObjectNode();
        view.put("job_id", job.jobId().toString());
        view.put("client_id", job.clientId());
        view.put("type", job.type());
        view.put("status", job.status().sql());
        view.put("step", job.step());
        view.put("waiting_for", job.waitingFor());
        ObjectNode progress = view.putObject("progress")
                .put("percent", percent(job))
                .put("bytes_sent", job.bytesSent())
                .put("bytes_total", job.bytesTotal());
        if (job.hasItems()) {
            progress.put("items_total", job.itemsTotal())
                    .put("items_succeeded", job.itemsSucceeded())
                    .put("items_failed", job.itemsFailed())
                    .put("items_skipped", job.itemsSkipped())
                    .put("items_open", job.itemsOpen());
        }
        view.put("attempts", job.attempts());
        view.put("max_attempts", job.maxAttempts());
        view.put("crashes", job.crashes());
        view.put("next_attempt_at", time(job.nextAttemptAt()));
        view.put("cancel_requested", job.cancelRequested());
        view.set("result", mapper.valueToTree(job.resultJson()));
        view.set("error", job.status() == JobStatus.SUCCEEDED ? null : job.errorJson());
        view.put("created_at", time(job.createdAt()));
        view.put("started_at", time(job.startedAt()));
        view.put("finished_at", time(job.finishedAt()));
        return view;
    }

    /** The percentage of ended items, or of the video's bytes that Meta has, with one decimal. */
    private static double percent(Job job) {
        if (job.status() == JobStatus.SUCCEEDED) {
            return 100;
        }
        if (job.hasItems()) {
            return Math.floor(1000.0 * (job.itemsTotal() - job.itemsOpen()) / job.itemsTotal()) / 10;
        }
        return job.bytesTotal() == 0 ? 0 : Math.floor(1000.0 * job.bytesSent() / job.bytesTotal()) / 10;
    }

    /** RFC 3339 in UTC, to the millisecond; null stays null. */
    public static String time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
