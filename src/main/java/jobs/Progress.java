package jobs;

import java.util.List;

/**
 * Progress of a job, which is written at once.
 *
 * @param step the current step
 * @param checkpoint fields to store; null fields do not change
 * @param result new ids; null fields do not change
 * @param bytesSent number of the video's bytes that Meta has, or null if that has not changed
 * @param bytesTotal the length of the file that is uploaded, if it became known; else null
 * @param event the event's type for the history, or null for none
 * @param detail a sentence for the history, or null
 * @param forgotten fields of the checkpoint to delete
 * @param nextStep the step that begins then, or null
 * @param failure ends the run once the progress is written, or null
 */
public record Progress(
        String step,
        Checkpoint checkpoint,
        JobResult result,
        Long bytesSent,
        Long bytesTotal,
        String event,
        String detail,
        List<String> forgotten,
        String nextStep,
        RuntimeException failure) {

    private Progress(
            String step, Checkpoint checkpoint, JobResult result, Long bytesSent, String event, String detail) {
        this(step, checkpoint, result, bytesSent, null, event, detail, List.of(), null, null);
    }

    /** The job begins a step. */
    static Progress begin(String step) {
        return new Progress(step, null, null, null, "step_started", null);
    }

    /** A step is finished, with its result. */
    public static Progress done(String step, JobResult result) {
        return new Progress(step, Checkpoint.done(step), result, null, "step_finished", null);
    }

    /** The upload has reached a window, with an event and a detail, or null. */
    public static Progress uploading(String step, Checkpoint.Upload upload, int sessions, String event, String detail) {
        Checkpoint checkpoint = Checkpoint.upload(upload, sessions);
        return new Progress(step, checkpoint, null, upload.startOffset(), event, detail);
    }

    /**
     * The current upload, or its video, is unusable, which ends the attempt: the next one uploads again from the first
     * byte. A crash right after that leaves an upload that restarts.
     */
    public static Progress uploadLost(String step, String event, String detail, RuntimeException failure) {
        return new Progress(step, null, null, 0L, null, event, detail, Checkpoint.OF_THE_UPLOAD, null, failure);
    }

    /** The upload is finished: there is a video. */
    public static Progress uploaded(String step, String videoId, long bytes) {
        return new Progress(step, Checkpoint.done(step), JobResult.video(videoId), bytes, "step_finished", null);
    }

    /** The upload is not needed: Meta has the video. */
    public static Progress known(String step, JobResult video, long bytes) {
        return new Progress(
                step,
                Checkpoint.done(step),
                video,
                bytes,
                "step_finished",
                "Meta has these bytes already, as video " + video.videoId() + ".");
    }

    /** A step is finished that determined the length of the job's file. */
    public static Progress measured(String step, JobResult result, long bytes) {
        return new Progress(
                step, Checkpoint.done(step), result, null, bytes, "step_finished", null, List.of(), null, null);
    }

    /** The same, and another step begins. */
    Progress andBegin(String next) {
        return new Progress(step, checkpoint, result, bytesSent, bytesTotal, event, detail, forgotten, next, failure);
    }
}
