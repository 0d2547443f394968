package jobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Singleton;

/**
 * Wake-ups: entries of the queue that name a job. A row remembers the incarnation of the stream its wake-up lies in, so
 * that a backlog is pushed once and again only when the stream has lost its entries.
 */
@Singleton
@Unremovable
public class WakeUps {

    /** A wake-up that was marked so recently may not be in the stream yet, as it was seen. */
    private static final double PUSH_SECONDS = 3;

    /** The stream is empty: the time of that look, by {@link System#nanoTime()}. */
    public long foundEmpty() {
        return System.nanoTime();
    }

    /** The parameters of {@code take-wakeups-due.sql}. */
    public Map<String, Object> due(
            @Variable("incarnation") String incarnation, @Variable("emptySince") Long emptySince) {
        Map<String, Object> row = new HashMap<>();
        row.put("incarnation", incarnation);
        // What was pushed after that look is in the stream, however long the batches before took.
        row.put("lost_seconds", emptySince == null ? null : PUSH_SECONDS + (System.nanoTime() - emptySince) / 1e9);
        return row;
    }

    /** The ids of the rows that were taken. */
    public List<String> ids(@Body List<Map<String, Object>> rows) {
        return rows.stream().map(row -> (String) row.get("job_id")).toList();
    }

    /** One job's id, as the accepting process hands it over. */
    public List<String> one(@Body UUID jobId) {
        return List.of(jobId.toString());
    }

    /** Whether any was taken, so that there may be more. */
    public boolean any(@Variable("jobIds") List<String> jobIds) {
        return jobIds == null || !jobIds.isEmpty();
    }

    /** The parameters of {@code mark-woken.sql}. */
    public Map<String, Object> woken(
            @Variable("jobIds") List<String> jobIds, @Variable("incarnation") String incarnation) {
        return Map.of("job_ids", "{" + String.join(",", jobIds) + "}", "incarnation", incarnation);
    }
}
