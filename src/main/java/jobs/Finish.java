package jobs;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * How a job ends.
 *
 * @param error the failure as a problem, or null
 * @param errorText the same as a sentence, or null
 */
public record Finish(JobStatus status, JsonNode error, String errorText) {}
