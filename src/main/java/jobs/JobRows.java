package jobs;

import clients.KeyScope;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Between the rows of {@code jobs} and {@link Job}: what each statement is given, and what it returns. */
@Singleton
@Unremovable
public class JobRows {

    private final ObjectMapper mapper;
    private final Leases leases;

    @Inject
    public JobRows(ObjectMapper mapper, Leases leases) {
        this.mapper = mapper;
        this.leases = leases;
    }

    /** The parameters of {@code select-job.sql} and other statements about one job, for a caller with this key. */
    public Map<String, Object> key(@Variable("jobId") UUID jobId, @Variable("keyScope") KeyScope scope) {
        Map<String, Object> row = new HashMap<>();
        row.put("job_id", jobId.toString());
        row.put("client_id", scope.clientId());
        return row;
    }

    /**
     * The job in a row's JSON.
     *
     * @throws JobNotFoundException if there was no row
     */
    public Job found(String row, @Variable("jobId") UUID jobId) throws JsonProcessingException {
        if (row == null) {
            throw new JobNotFoundException(jobId.toString());
        }
        return read(row);
    }

    /** The job in a row's JSON. */
    public Job read(String row) throws JsonProcessingException {
        return mapper.readValue(row, Job.class);
    }

    /**
     * The job as it stands after its holder's write.
     *
     * @param row null if the write found no row of that fence
     * @throws LeaseLostException in that case
     */
    public Job written(String row, @Variable("job") Job claimed) throws JsonProcessingException {
        if (row == null) {
            throw new LeaseLostException("The lease is lost: a write of an earlier holder was refused.");
        }
        // Only the claim could tell where the client's token is.
        ObjectNode written = (ObjectNode) mapper.readTree(row);
        written.put("token_ref", claimed.tokenRef());
        return mapper.treeToValue(written, Job.class);
    }

    /** The parameters of {@code checkpoint-job.sql}. */
    public Map<String, Object> checkpoint(@Variable("job") Job job, @Variable("progress") Progress progress) {
        Map<String, Object> row = holder(job);
        row.put("step", progress.step());
        row.put("checkpoint", json(progress.checkpoint()));
        row.put("forgotten", "{" + String.join(",", progress.forgotten()) + "}");
        row.put("result", json(progress.result()));
        row.put("bytes_sent", progress.bytesSent());
        row.put("event", progress.event());
        row.put("detail", progress.detail());
        row.put("lease_seconds", leases.seconds());
        return row;
    }

    /** The parameters of {@code release-job.sql}. */
    public Map<String, Object> release(@Variable("job") Job job, @Variable("release") Release release) {
        Map<String, Object> row = holder(job);
        row.put("status", release.status().sql());
        row.put("waiting_for", release.waitingFor());
        row.put("due_in_seconds", release.delay().toMillis() / 1000.0);
        row.put("checkpoint", json(release.checkpoint()));
        row.put("error", release.error() == null ? null : release.error().toString());
        row.put("error_text", release.errorText());
        row.put("worker", leases.worker());
        row.put("event", release.event());
        row.put("detail", release.detail());
        return row;
    }

    /** The parameters of {@code finish-job.sql}. */
    public Map<String, Object> finish(@Variable("job") Job job, @Variable("finish") Finish finish) {
        Map<String, Object> row = holder(job);
        row.put("status", finish.status().sql());
        row.put("error", finish.error() == null ? null : finish.error().toString());
        row.put("error_text", finish.errorText());
        row.put("worker", leases.worker());
        return row;
    }

    private static Map<String, Object> holder(Job job) {
        Map<String, Object> row = new HashMap<>();
        row.put("job_id", job.jobId().toString());
        row.put("fence", job.fence());
        row.put("looks", job.looks());
        return row;
    }

    private String json(Object value) {
        return value == null ? null : mapper.valueToTree(value).toString();
    }
}
