package jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;

/**
 * A job's progress at Meta, in addition to the ids in its result. Written after every step and every acknowledged
 * window; a restarted job resumes from it.
 *
 * @param upload the current upload, or null
 * @param sessions number of upload sessions opened
 * @param processingSince when the wait for Meta's processing began, or null
 * @param processingPolls number of status reads since
 * @param lastStep the last finished step, or null
 * @param earlierVideo true if the upload began before the job's last retry, or null
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Checkpoint(
        Upload upload,
        Integer sessions,
        Instant processingSince,
        Integer processingPolls,
        String lastStep,
        Boolean earlierVideo) {

    /** The fields of an upload and its video, from the session to the end of the processing. */
    public static final List<String> OF_THE_UPLOAD =
            List.of("upload", "processing_since", "processing_polls", "last_step", "earlier_video");

    /** The upload has reached this window. */
    public static Checkpoint upload(Upload upload, int sessions) {
        return new Checkpoint(upload, sessions, null, null, null, null);
    }

    /** The video's status was read and is not ready. */
    public static Checkpoint processing(Instant since, int polls) {
        return new Checkpoint(null, null, since, polls, null, null);
    }

    /** A step is finished. */
    public static Checkpoint done(String step) {
        return new Checkpoint(null, null, null, null, step, null);
    }

    /**
     * A chunked upload: Meta's session and the window that it requests next.
     *
     * @param startOffset first byte of the next window
     * @param endOffset the byte after its last; equal to {@code startOffset} when Meta has all bytes
     * @param furthest the highest first byte that Meta has requested in this session
     * @param moves how often Meta has requested the same or an earlier window since {@code furthest}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Upload(String sessionId, String videoId, long startOffset, long endOffset, long furthest, int moves) {

        /** A session at its first window. */
        public static Upload begun(String sessionId, String videoId, long start, long end) {
            return new Upload(sessionId, videoId, start, end, start, 0);
        }

        /** The same session with the next window from Meta. */
        public Upload next(long start, long end) {
            if (start > furthest) {
                return new Upload(sessionId, videoId, start, end, start, 0);
            }
            return new Upload(sessionId, videoId, start, end, furthest, start > startOffset ? moves : moves + 1);
        }

        /** Returns true if Meta has all bytes, so that the upload can be finished. */
        public boolean complete() {
            return startOffset >= endOffset;
        }
    }
}
