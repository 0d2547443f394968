package creatives;

import failures.Warning;
import graph.Difference;
import jobs.JobResult;

import java.util.List;
import java.util.Map;

/**
 * The result of a creative's read-back.
 *
 * @param verified true if the creative equals the request
 * @param deduplicated true for an equal one that existed before: Meta does not create a creative that is not unique,
 *     but returns the existing one, without our label
 * @param differences values that differ from the request
 * @param enhancements Meta's enhancements of it, with their status
 * @param storyId the post that it shows, or null
 */
record Verification(
        boolean verified,
        boolean deduplicated,
        List<Difference> differences,
        Map<String, String> enhancements,
        String storyId) {

    /** The creative could not be read back. */
    static final Verification UNCONFIRMED = new Verification(false, false, List.of(), Map.of(), null);

    /** The result of a job; false and empty fields are omitted, except {@code verified}. */
    JobResult result(List<Warning> warnings) {
        return new JobResult(
                null,
                null,
                null,
                null,
                verified,
                deduplicated ? true : null,
                differences.isEmpty() ? null : differences,
                warnings.isEmpty() ? null : warnings,
                enhancements.isEmpty() ? null : enhancements,
                storyId);
    }
}
