package jobs;

import java.util.List;

/**
 * Something that a job has reached and that is written down at once.
 *
 * @param step the step under way
 * @param checkpoint what to remember; fields that are null stay as they are
 * @param result ids that are new; fields that are null stay as they are
 * @param bytesSent how much of the video Meta has, or null if that has not changed
 * @param event the event's type for the history, or null for none
 * @param detail a sentence for the history, or null
 * @param forgotten fields of the checkpoint that no longer hold
 * @param nextStep the step that begins with it, or null
 * @param failure what ends the run once it is written down, or null
 */
public record Progress(
        String step,
        Checkpoint checkpoint,
        JobResult result,
        Long bytesSent,
        String event,
        String detail,
        List<String> forgotten,
        String nextStep,
        RuntimeException failure) {

    private Progress(
            String step, Checkpoint checkpoint, JobResult result, Long bytesSent, String event, String detail) {
        this(step, checkpoint, result, bytesSent, event, detail, List.of(), null, null);
    }

    /** The job begins a step. */
    static Progress begin(String step) {
        return new Progress(step, null, null, null, "step_started", null);
    }

    /** A step is done, with what came of it. */
    public static Progress done(String step, JobResult result) {
        return new Progress(step, Checkpoint.done(step), result, null, "step_finished", null);
    }

    /** The upload has come to a window; an event and a detail, or null, say what is special about it. */
    public static Progress uploading(String step, Checkpoint.Upload upload, int sessions, String event, String detail) {
        Checkpoint checkpoint = Checkpoint.upload(upload, sessions);
        return new Progress(step, checkpoint, null, upload.startOffset(), event, detail);
    }

    /**
     * The upload under way, or its video, is of no use, which ends the attempt: the next one uploads again from the first
     * byte. A process that dies right after leaves an upload that starts again.
     */
    public static Progress uploadLost(String step, String event, String detail, RuntimeException failure) {
        return new Progress(step, null, null, 0L, event, detail, Checkpoint.OF_THE_UPLOAD, null, failure);
    }

    /** The upload is done: there is a video. */
    public static Progress uploaded(String step, String videoId, long bytes) {
        return new Progress(step, Checkpoint.done(step), JobResult.video(videoId), bytes, "step_finished", null);
    }

    /** The same, and another step begins. */
    Progress andBegin(String next) {
        return new Progress(step, checkpoint, result, bytesSent, event, detail, forgotten, next, failure);
    }
}
