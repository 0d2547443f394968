package jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import graph.Creatives.Verification;
import graph.Difference;

import java.util.List;

/** What a job has made at Meta so far; it fills as steps finish and stays when the job fails. */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record JobResult(
        String creativeId,
        String videoId,
        String imageHash,
        Boolean verified,
        Boolean deduplicated,
        List<Difference> differences) {

    public static JobResult video(String videoId) {
        return new JobResult(null, videoId, null, null, null, null);
    }

    public static JobResult image(String imageHash) {
        return new JobResult(null, null, imageHash, null, null, null);
    }

    public static JobResult creative(String creativeId) {
        return new JobResult(creativeId, null, null, null, null, null);
    }

    /** What the read-back of the creative said; empty and false are left out, but for {@code verified}. */
    public static JobResult verification(Verification verification) {
        return new JobResult(
                null,
                null,
                null,
                verification.verified(),
                verification.deduplicated() ? true : null,
                verification.differences().isEmpty() ? null : verification.differences());
    }
}
