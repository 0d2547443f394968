package jobs;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * The end of a job.
 *
 * @param error the failure as a problem, or null
 * @param errorText the failure as a sentence, or null
 */
public record Finish(JobStatus status, JsonNode error, String errorText) {}
