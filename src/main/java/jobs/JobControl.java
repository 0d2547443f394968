package jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** What callers may do to a job, and what they are told of its history. */
@Singleton
@Unremovable
public class JobControl {

    /** More events than any job has; a list is not paged. */
    private static final int ALL = 100_000;

    private final ObjectMapper mapper;
    private final JobRows rows;

    @Inject
    public JobControl(ObjectMapper mapper, JobRows rows) {
        this.mapper = mapper;
        this.rows = rows;
    }

    /**
     * The job after it was cancelled, or asked to stop.
     *
     * @param row null if its status did not allow it
     * @throws StatusConflictException in that case
     */
    public Job cancelled(@Body String row, @Variable("job") Job before) throws JsonProcessingException {
        return changed(row, before, "cancelled");
    }

    /**
     * The job after it was started again.
     *
     * @param row null if its status did not allow it
     * @throws StatusConflictException in that case
     */
    public Job retried(@Body String row, @Variable("job") Job before) throws JsonProcessingException {
        return changed(row, before, "tried again");
    }

    private Job changed(String row, Job before, String wish) throws JsonProcessingException {
        if (row == null) {
            throw new StatusConflictException(before, wish);
        }
        return rows.read(row);
    }

    /** The parameters of {@code select-events.sql} for the whole history. */
    public Map<String, Object> wholeHistory(@Variable("jobId") UUID jobId) {
        return historyAfter(jobId, 0, ALL);
    }

    /** The parameters of {@code select-events.sql} for what came after an event. */
    public static Map<String, Object> historyAfter(UUID jobId, long eventId, int limit) {
        return Map.of("job_id", jobId.toString(), "after", eventId, "limit", limit);
    }

    /** The answer with a job's history, oldest first. */
    public ObjectNode history(@Body List<Map<String, Object>> events) throws JsonProcessingException {
        ObjectNode answer = mapper.createObjectNode();
        ArrayNode list = answer.putArray("events");
        for (Map<String, Object> event : events) {
            list.add(mapper.readTree((String) event.get("event")));
        }
        return answer;
    }
}
