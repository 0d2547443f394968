package jobs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;

/**
 * How far a job's work at Meta has come, beyond the ids in its result. Written after every step and every
 * acknowledged window; a job that starts again resumes from it.
 *
 * @param upload the upload under way, or null
 * @param sessions how many upload sessions were opened
 * @param processingSince when the wait for Meta's processing began, or null
 * @param processingPolls how often the video's status was read since
 * @param lastStep the last step that is done, or null
 * @param earlierVideo whether the upload was begun before the job's last retry, or null
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

    /** The fields about an upload and its video, from the session to the end of the processing. */
    public static final List<String> OF_THE_UPLOAD =
            List.of("upload", "processing_since", "processing_polls", "last_step", "earlier_video");

    /** The upload has come to this window. */
    public static Checkpoint upload(Upload upload, int sessions) {
        return new Checkpoint(upload, sessions, null, null, null, null);
    }

    /** The video was looked at and is not ready. */
    public static Checkpoint processing(Instant since, int polls) {
        return new Checkpoint(null, null, since, polls, null, null);
    }

    /** A step is done. */
    public static Checkpoint done(String step) {
        return new Checkpoint(null, null, null, null, step, null);
    }

    /**
     * A chunked upload: Meta's session and the window of bytes that it wants next.
     *
     * @param startOffset first byte of the next window
     * @param endOffset the byte after its last; equal to {@code startOffset} when Meta has all bytes
     * @param furthest the highest first byte that Meta has asked for in this session
     * @param moves how often Meta has asked for the same or an earlier window since it asked for {@code furthest}
     */
    @JsonNaming(SnakeCaseStrategy.class)
    public record Upload(String sessionId, String videoId, long startOffset, long endOffset, long furthest, int moves) {

        /** A session at its first window. */
        public static Upload begun(String sessionId, String videoId, long start, long end) {
            return new Upload(sessionId, videoId, start, end, start, 0);
        }

        /** The same session with the window that Meta named next. */
        public Upload next(long start, long end) {
            if (start > furthest) {
                return new Upload(sessionId, videoId, start, end, start, 0);
            }
            return new Upload(sessionId, videoId, start, end, furthest, start > startOffset ? moves : moves + 1);
        }

        /** Whether Meta has every byte, so that the upload can be finished. */
        public boolean complete() {
            return startOffset >= endOffset;
        }
    }
}
