package jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

/** What a job has made at Meta so far; it fills as steps finish and stays when the job fails. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResult(String creativeId, String videoId, String imageHash, Boolean verified, Boolean deduplicated) {

    public static JobResult video(String videoId) {
        return new JobResult(null, videoId, null, null, null);
    }

    public static JobResult image(String imageHash) {
        return new JobResult(null, null, imageHash, null, null);
    }

    public static JobResult creative(String creativeId) {
        return new JobResult(creativeId, null, null, null, null);
    }

    public static JobResult verification(boolean verified, boolean deduplicated) {
        return new JobResult(null, null, null, verified, deduplicated ? true : null);
    }
}
