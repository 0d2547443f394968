package jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import extensions.Events;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Publishes the end of a job: to metrics, and to the operator's own routes. */
@Singleton
public class JobAnnouncements {

    private final ObjectMapper mapper;
    private final JobView view;
    private final Events events;
    private final JobObserver observer;

    @Inject
    public JobAnnouncements(ObjectMapper mapper, JobView view, Events events, JobObserver observer) {
        this.mapper = mapper;
        this.view = view;
        this.events = events;
        this.observer = observer;
    }

    /** A job has ended: it is counted in metrics, and success or failure is published. */
    public void ended(Job job) {
        observer.ended(job);
        if (job.isItem()) {
            if (job.status() == JobStatus.FAILED) {
                events.raise("launch-item-failed", () -> ofItem(job));
            }
        } else if (job.status() == JobStatus.SUCCEEDED) {
            events.raise("job-succeeded", () -> of(job));
        } else if (job.status() == JobStatus.PARTIAL) {
            events.raise("job-partial", () -> of(job));
        } else if (job.status() == JobStatus.FAILED) {
            events.raise("job-failed", () -> of(job));
        }
    }

    private ObjectNode ofItem(Job item) {
        ObjectNode announcement = mapper.createObjectNode();
        announcement.put("type", "launch.item_failed");
        announcement.put("timestamp", JobView.time(item.finishedAt()));
        announcement
                .putObject("data")
                .put("job_id", item.parentJobId().toString())
                .put("client_id", item.clientId())
                .put("kind", item.itemKind())
                .put("key", item.itemKey())
                .set("error", item.errorJson());
        return announcement;
    }

    /**
     * {@code {"type":"job.succeeded","timestamp":"…","data":{the job}}}; the time is that of the job's end.
     *
     * @param job an ended job
     */
    public ObjectNode of(Job job) {
        ObjectNode data = view.of(job);
        ObjectNode announcement = mapper.createObjectNode();
        announcement.put("type", "job." + job.status().sql());
        announcement.set("timestamp", data.get("finished_at"));
        announcement.set("data", data);
        return announcement;
    }
}
