package jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import failures.Warning;
import graph.Difference;

import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The objects that a job has created at Meta so far; filled as steps finish, and kept when the job fails. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResult(
        String mediaId,
        String creativeId,
        String videoId,
        String imageHash,
        Boolean verified,
        Boolean deduplicated,
        List<Difference> differences,
        List<Warning> warnings,
        Map<String, String> enhancements,
        String effectiveObjectStoryId) {

    /** The medium that the job brings to Meta. */
    public static JobResult medium(UUID mediaId) {
        return new JobResult(mediaId.toString(), null, null, null, null, null, null, null, null, null);
    }

    /** The same, which Meta had before. */
    public JobResult known() {
        return new JobResult(
                mediaId,
                creativeId,
                videoId,
                imageHash,
                verified,
                true,
                differences,
                warnings,
                enhancements,
                effectiveObjectStoryId);
    }

    public static JobResult video(String videoId) {
        return new JobResult(null, null, videoId, null, null, null, null, null, null, null);
    }

    public static JobResult image(String imageHash) {
        return new JobResult(null, null, null, imageHash, null, null, null, null, null, null);
    }

    public static JobResult creative(String creativeId) {
        return new JobResult(null, creativeId, null, null, null, null, null, null, null, null);
    }
}
