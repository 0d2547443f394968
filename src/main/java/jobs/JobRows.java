package jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.All;
import io.quarkus.arc.Unremovable;
import jobs.Stopped.Why;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Converts between rows of {@code jobs} and {@link Job}: parameters and results of statements. */
@Singleton
@Unremovable
public class JobRows {

    /** The result of {@code claim-next-job.sql} if a job is due but locked. */
    private static final String LOCKED = "locked";

    private final ObjectMapper mapper;
    private final Leases leases;
    private final Map<String, JobType> types;
    /** By type, as JSON. */
    private final String firstSteps;

    @Inject
    public JobRows(ObjectMapper mapper, Leases leases, @All List<JobType> types) {
        this.mapper = mapper;
        this.leases = leases;
        this.types = types.stream().collect(Collectors.toMap(JobType::name, type -> type));
        this.firstSteps = mapper.valueToTree(types.stream().collect(Collectors.toMap(JobType::name, JobType::first)))
                .toString();
    }

    private Job read(String row) throws JsonProcessingException {
        return mapper.readValue(row, Job.class);
    }

    /** The parameters of {@code claim-next-job.sql}. */
    public Map<String, Object> claim(JobRun run) {
        run.held(System.nanoTime());
        return Map.of(
                "worker", leases.worker(),
                "lease_seconds", leases.seconds(),
                "served_last", leases.servedLast(),
                "first_steps", firstSteps);
    }

    /**
     * Processes the result of a claim.
     *
     * @param answer a job's row, {@code locked} if all due jobs are locked, or null if none is due
     */
    public void claimed(JobRun run, String answer) throws JsonProcessingException {
        boolean locked = LOCKED.equals(answer);
        Job job = answer == null || locked ? null : read(answer);
        run.tried(job, job == null ? null : types.get(job.type()), locked);
    }

    /**
     * Processes the result of a write.
     *
     * @param row the job's row; null if no row has this fence
     * @throws Stopped if the row is null
     */
    public void written(JobRun run, String row) throws JsonProcessingException {
        if (row == null) {
            throw new Stopped(Why.LEASE_LOST, "The lease is lost: a write of an earlier holder was rejected.");
        }
        run.written(read(row));
    }

    /** The progress was written. If it ends the run, the run ends now. */
    public void reached(JobRun run, String row) throws JsonProcessingException {
        RuntimeException failure = run.reached().failure();
        written(run, row);
        if (failure != null) {
            throw failure;
        }
    }

    /** The parameters of {@code checkpoint-job.sql}. */
    public Map<String, Object> checkpoint(JobRun run) {
        Progress progress = run.reached();
        run.held(System.nanoTime());
        Map<String, Object> row = holder(run.job());
        row.put("step", progress.step());
        row.put("next_step", progress.nextStep());
        row.put("checkpoint", json(progress.checkpoint()));
        row.put("forgotten", "{" + String.join(",", progress.forgotten()) + "}");
        row.put("result", json(progress.result()));
        row.put("bytes_sent", progress.bytesSent());
        row.put("bytes_total", progress.bytesTotal());
        row.put("event", progress.event());
        row.put("detail", progress.detail());
        row.put("lease_seconds", leases.seconds());
        return row;
    }

    /** The parameters of {@code release-job.sql}. */
    public Map<String, Object> release(JobRun run) {
        Release release = run.release();
        Map<String, Object> row = holder(run.job());
        row.put("status", release.status().sql());
        row.put("waiting_for", release.waitingFor());
        row.put("due_in_seconds", release.delay().toMillis() / 1000.0);
        row.put("checkpoint", json(release.checkpoint()));
        row.put("error", text(release.error()));
        row.put("error_text", release.errorText());
        row.put("worker", leases.worker());
        row.put("event", release.event());
        row.put("detail", release.detail());
        row.put("wakes", WakeUps.isWokenHere(release));
        return row;
    }

    /** The parameters of {@code finish-job.sql}, with the end of the last step if the job succeeds. */
    public Map<String, Object> finish(JobRun run) {
        Finish finish = run.finish();
        Progress last = finish.status() == JobStatus.SUCCEEDED ? run.reached() : null;
        Map<String, Object> row = holder(run.job());
        row.put("status", finish.status().sql());
        row.put("error", text(finish.error()));
        row.put("error_text", finish.errorText());
        row.put("checkpoint", last == null ? null : json(last.checkpoint()));
        row.put("result", last == null ? null : json(last.result()));
        row.put("event", last == null ? null : last.event());
        row.put("worker", leases.worker());
        UUID parent = run.job().parentJobId();
        row.put("parent_job_id", parent == null ? null : parent.toString());
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

    private static String text(JsonNode json) {
        return json == null ? null : json.toString();
    }
}
