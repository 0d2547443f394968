package jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import settings.MappedConfig;

import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** Fixtures shared by tests of jobs. */
public final class JobFixtures {

    public static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new JavaTimeModule());

    private static final String ROW = """
            {"job_id":"6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80","client_id":"francisco","type":"video_creative",
             "status":"running","ad_account_id":"act_1","page_id":"77","instagram_user_id":null,
             "input_json":{"name":"Film","link":"https://example.com/","message":null},
             "result_json":{},"checkpoint_json":{},"error_json":null,"error_text":null,
             "blob_video_path":"jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80/video.mp4","blob_thumb_path":null,
             "bytes_total":1000,"bytes_sent":0,"step":null,"waiting_for":null,"attempts":1,"max_attempts":3,"crashes":0,
             "next_attempt_at":null,"cancel_requested":false,"worker":"w","lease_until":"2026-01-31T12:00:10+00:00",
             "fence":4,"created_at":"2026-01-31T12:00:00.123456+00:00","started_at":null,"finished_at":null}
            """;

    static final JobType TYPE = new JobType(
            "video_creative",
            Stream.of("upload_video", "await_processing", "upload_thumbnail", "create_creative", "verify_creative")
                    .map(name -> JobStep.calling(name, null, null))
                    .toList());

    private JobFixtures() {}

    public static JobsConfig config(String... namesAndValues) {
        return MappedConfig.of(JobsConfig.class, namesAndValues);
    }

    /** A job as returned by the database, with some columns changed; {@code changes} may use single quotes. */
    public static Job job(String changes) {
        try {
            ObjectNode row = (ObjectNode) MAPPER.readTree(ROW);
            row.setAll((ObjectNode) json(changes));
            return MAPPER.treeToValue(row, Job.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A run of such a job, with the steps of a video creative. */
    public static JobRun run(String changes) {
        JobRun run = new JobRun(null);
        run.tried(job(changes), TYPE, false);
        return run;
    }

    /** The same in a step that has begun before. */
    public static JobRun run(String step, String changes) {
        ObjectNode row = (ObjectNode) json(changes);
        JobRun run = run(row.put("step", step).toString());
        run.begin(step);
        return run;
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
