package jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What others are told of a job's end, wherever they are. */
@Singleton
@Unremovable
public class JobAnnouncements {

    private final ObjectMapper mapper;
    private final JobView view;

    @Inject
    public JobAnnouncements(ObjectMapper mapper, JobView view) {
        this.mapper = mapper;
        this.view = view;
    }

    /** Whether the job has succeeded. */
    public boolean isSuccess(@Variable("job") Job job) {
        return job.status() == JobStatus.SUCCEEDED;
    }

    /** Whether the job has failed for good. */
    public boolean isFailure(@Variable("job") Job job) {
        return job.status() == JobStatus.FAILED;
    }

    /**
     * {@code {"type":"job.succeeded","timestamp":"…","data":{the job}}}; the time is that of the job's end.
     *
     * @param job one that has ended
     */
    public ObjectNode of(@Variable("job") Job job) {
        ObjectNode data = view.of(job);
        ObjectNode announcement = mapper.createObjectNode();
        announcement.put("type", "job." + job.status().sql());
        announcement.set("timestamp", data.get("finished_at"));
        announcement.set("data", data);
        return announcement;
    }
}
