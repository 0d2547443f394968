package jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import failures.Warning;
import graph.Difference;

import java.util.List;
import java.util.Map;

/**
 * What a job has made at Meta so far; it fills as steps finish and stays when the job fails.
 *
 * @param verified whether the creative was read back and is what was sent
 * @param deduplicated true where Meta had an equal creative, else null
 * @param differences where it is not what was sent; null for none
 * @param warnings what may go wrong with it; null for nothing
 * @param enhancements Meta's enhancements of it, with their status, as read back; null if none were read
 * @param effectiveObjectStoryId the post that it shows, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResult(
        String creativeId,
        String videoId,
        String imageHash,
        Boolean verified,
        Boolean deduplicated,
        List<Difference> differences,
        List<Warning> warnings,
        Map<String, String> enhancements,
        String effectiveObjectStoryId) {

    public static JobResult video(String videoId) {
        return new JobResult(null, videoId, null, null, null, null, null, null, null);
    }

    public static JobResult image(String imageHash) {
        return new JobResult(null, null, imageHash, null, null, null, null, null, null);
    }

    public static JobResult creative(String creativeId) {
        return new JobResult(creativeId, null, null, null, null, null, null, null, null);
    }
}
