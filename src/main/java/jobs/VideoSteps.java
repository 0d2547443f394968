package jobs;

import com.fasterxml.jackson.databind.JsonNode;
import graph.Creation;
import graph.Creatives;
import graph.GraphException.Transient;
import graph.GraphException.UploadMoved;
import graph.GraphRequest;
import graph.Images;
import graph.Intent;
import graph.Videos;
import io.quarkus.arc.Unremovable;
import jobs.WaitException.Reason;
import jobs.WaitException.Wait;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The steps of a video job: what each asks of Meta, given the job's checkpoint, and what it makes of the answer. */
@Singleton
@Unremovable
public class VideoSteps {

    /** Sessions that a job opens at most: whoever loses them all the time will lose the next one too. */
    private static final int MOST_SESSIONS = 10;

    /** Moves without progress that an upload follows: Meta's Python SDK follows two for a small file. */
    private static final int MOST_MOVES = 5;

    private final JobsConfig config;
    private final Videos videos;
    private final Images images;
    private final Creatives creatives;

    @Inject
    public VideoSteps(JobsConfig config, Videos videos, Images images, Creatives creatives) {
        this.config = config;
        this.videos = videos;
        this.images = images;
        this.creatives = creatives;
    }

    private static final String STALLED =
            "Meta asked " + MOST_MOVES + " times in a row for bytes of the video that it had been sent.";

    // upload_video

    /** Whether there is no upload session to go on with. */
    public boolean needsSession(@Variable("job") Job job) {
        return job.checkpointJson().upload() == null;
    }

    /** Whether Meta still lacks bytes. */
    public boolean hasWindow(@Variable("job") Job job) {
        return !job.checkpointJson().upload().complete();
    }

    /** Opens an upload session. */
    public GraphRequest start(@Variable("job") Job job) {
        return videos.start(job.bytesTotal(), job.account());
    }

    /** The session that was opened; one after the first begins the upload anew. */
    public Progress started(@Body JsonNode answer, @Variable("job") Job job) {
        Videos.Session session = videos.started(answer);
        checkWindow(session.window(), job);
        Checkpoint.Upload upload = Checkpoint.Upload.begun(
                session.sessionId(),
                session.videoId(),
                session.window().start(),
                session.window().end());
        int sessions = sessions(job) + 1;
        return job.checkpointJson().upload() == null
                ? Progress.uploading(upload, sessions, "upload_started", "Upload session " + session.sessionId() + ".")
                : Progress.uploading(
                        upload,
                        sessions,
                        "upload_restarted",
                        "Meta no longer knows the upload session; it begins anew with " + session.sessionId() + ".");
    }

    /** Where the next window begins in the video, in bytes. */
    public long windowOffset(@Variable("job") Job job) {
        return job.checkpointJson().upload().startOffset();
    }

    /** How many bytes the next window has. */
    public long windowLength(@Variable("job") Job job) {
        Checkpoint.Upload upload = job.checkpointJson().upload();
        return upload.endOffset() - upload.startOffset();
    }

    /** Sends the next window, straight from the file that has it. */
    public GraphRequest transfer(
            @Variable("job") Job job,
            @Variable("windowFile") Path file,
            @Variable("windowFileOffset") long fileOffset) {
        Checkpoint.Upload upload = job.checkpointJson().upload();
        return videos.transfer(
                upload.sessionId(), upload.startOffset(), upload.endOffset(), file, fileOffset, job.account());
    }

    /** The window was acknowledged. */
    public Progress transferred(@Body JsonNode answer, @Variable("job") Job job) {
        return continued(videos.window(answer), job);
    }

    /** Meta wants the upload to go on elsewhere. */
    public Progress moved(@ExchangeException UploadMoved moved, @Variable("job") Job job) {
        return continued(new Videos.Window(moved.startOffset(), moved.endOffset()), job);
    }

    /** The next window. The history names the first of several moves in a row. */
    private static Progress continued(Videos.Window window, Job job) {
        checkWindow(window, job);
        Checkpoint.Upload upload = job.checkpointJson().upload();
        Checkpoint.Upload next = upload.next(window.start(), window.end());
        return next.moves() == 1 && upload.moves() == 0
                ? Progress.uploading(
                        next,
                        sessions(job),
                        "upload_moved",
                        "Meta asked to continue at byte " + window.start() + " after the window at byte "
                                + upload.startOffset() + ".")
                : Progress.uploading(next, sessions(job), null, null);
    }

    /** Refuses a window beyond the video; reading it would look like a damaged blob. */
    private static void checkWindow(Videos.Window window, Job job) {
        if (window.end() > job.bytesTotal()) {
            throw new Transient(
                    "Meta asked for the bytes up to " + window.end() + " of a video of " + job.bytesTotal() + " bytes.",
                    null,
                    null);
        }
    }

    /** Whether Meta has asked for known bytes so often that the upload makes no progress. */
    public boolean isStalled(@Variable("job") Job job) {
        Checkpoint.Upload upload = job.checkpointJson().upload();
        return upload != null && upload.moves() >= MOST_MOVES;
    }

    /** The session makes no progress: the next attempt opens another one. */
    public Progress stalled(@Variable("job") Job job) {
        return Progress.uploadLost(VideoCreative.UPLOAD_VIDEO, "upload_stalled", STALLED);
    }

    /** Ends the attempt whose upload made no progress. */
    public void failStalled() {
        throw new Transient(STALLED, null, null);
    }

    /** Whether an upload whose session Meta no longer knows may begin anew. */
    public boolean mayStartAnew(@Variable("job") Job job) {
        return sessions(job) < MOST_SESSIONS;
    }

    /** Ends the upload. */
    public GraphRequest finish(@Variable("job") Job job) {
        return videos.finish(job.checkpointJson().upload().sessionId(), job.input("name"), job.account());
    }

    /** Reads the video's status, in the upload as in the wait for its processing. */
    public GraphRequest readStatus(@Variable("job") Job job) {
        return videos.readStatus(job.checkpointJson().upload().videoId(), job.account());
    }

    /** Whether a {@code finish} whose answer was lost or refused has been done all the same. */
    public boolean isUploaded(@Variable("videoStatus") Videos.Status status) {
        return status.uploaded();
    }

    /** The upload is done: there is a video. */
    public Progress uploaded(@Variable("job") Job job) {
        return Progress.uploaded(job.checkpointJson().upload().videoId(), job.bytesTotal());
    }

    private static int sessions(Job job) {
        Integer sessions = job.checkpointJson().sessions();
        return sessions == null ? 0 : sessions;
    }

    // await_processing

    /** Whether the video will never be ready. */
    public boolean isLost(@Variable("videoStatus") Videos.Status status) {
        return status.state() == Videos.State.FAILED;
    }

    /** The video will never be ready, so the next attempt or retry uploads another one. */
    public Progress lost(@Variable("videoStatus") Videos.Status status, @Variable("job") Job job) {
        return Progress.uploadLost(
                VideoCreative.AWAIT_PROCESSING,
                "video_lost",
                "Meta gave up on video " + job.checkpointJson().upload().videoId() + ": " + status.reason());
    }

    /** Whether the video was lost before the job was tried again, so that the attempt has not proved anything yet. */
    public boolean isOfEarlierTry(@Variable("job") Job job) {
        return Boolean.TRUE.equals(job.checkpointJson().earlierVideo());
    }

    /**
     * Ends the attempt whose video will never be ready. A file that Meta has just refused it would refuse again, so that
     * only a retry uploads it once more.
     */
    public void failLost(
            @Variable("videoStatus") Videos.Status status, @Variable("earlierVideo") boolean earlierVideo) {
        String sentence = "Meta could not process the video: " + status.reason();
        throw earlierVideo ? new Transient(sentence, null, null) : new JobFailedException("meta-failed", sentence);
    }

    /**
     * What the status of a video that is not lost means for the job.
     *
     * @return the step's end, when the video is ready
     * @throws WaitException when it is not yet: the job is parked until the next look
     */
    public Progress processed(@Variable("videoStatus") Videos.Status status, @Variable("job") Job job) {
        if (status.state() == Videos.State.PROCESSING) {
            throw new WaitException(untilNextLook(job, Instant.now()));
        }
        return Progress.done(VideoCreative.AWAIT_PROCESSING, null);
    }

    Wait untilNextLook(Job job, Instant now) {
        Checkpoint checkpoint = job.checkpointJson();
        Instant since = checkpoint.processingSince() == null ? now : checkpoint.processingSince();
        int looks = checkpoint.processingPolls() == null ? 0 : checkpoint.processingPolls();
        if (Duration.between(since, now).compareTo(config.processingTimeout()) > 0) {
            throw new JobFailedException(
                    "meta-failed",
                    "Meta has been processing the video for more than "
                            + config.processingTimeout().toMinutes() + " minutes (creative.jobs.processing-timeout).");
        }
        Duration delay = config.processingPoll().multipliedBy(1L << Math.min(looks, 20));
        if (delay.compareTo(config.maxProcessingPoll()) > 0) {
            delay = config.maxProcessingPoll();
        }
        return new Wait(
                Reason.PROCESSING, delay, "Meta is processing the video.", Checkpoint.processing(since, looks + 1));
    }

    // upload_thumbnail

    /** Whether the caller sent a thumbnail. */
    public boolean hasThumbnail(@Variable("job") Job job) {
        return job.blobThumbPath() != null;
    }

    /** Asks for the frames that Meta made. */
    public GraphRequest readThumbnails(@Variable("job") Job job) {
        return videos.readThumbnails(job.resultJson().videoId(), job.account());
    }

    /** Uploads the thumbnail as an image of the account. */
    public GraphRequest uploadThumbnail(
            @Variable("job") Job job, @Variable("thumbnailFile") Path file, @Variable("thumbnailType") String mediaType)
            throws IOException {
        return images.upload(file, Files.size(file), mediaType, job.input("name"), job.account());
    }

    /** The thumbnail is an image of the account. */
    public Progress thumbnailUploaded(@Body JsonNode answer) {
        return Progress.done(VideoCreative.UPLOAD_THUMBNAIL, JobResult.image(images.hash(answer)));
    }

    // create_creative

    /** The creative to be made. */
    public Creation creative(@Variable("job") Job job) {
        return creatives.video(
                job.inputJson(),
                job.clientId(),
                job.jobId(),
                job.account(),
                job.jobId() + ":" + VideoCreative.CREATE_CREATIVE,
                job.resultJson().videoId(),
                job.resultJson().imageHash());
    }

    /** The creative exists. */
    public Progress created(@Variable("intent") Intent intent) {
        return Progress.done(VideoCreative.CREATE_CREATIVE, JobResult.creative(intent.objectId()));
    }

    // verify_creative

    /** Reads the creative back. */
    public GraphRequest readBack(@Variable("job") Job job, @Variable("creation") Creation creation) {
        return creatives.readBack(job.resultJson().creativeId(), creation);
    }

    /** What the read-back said; a creative that cannot be confirmed is not verified, and exists all the same. */
    public Progress verified(@Variable("verification") Creatives.Verification verification) {
        return Progress.done(VideoCreative.VERIFY_CREATIVE, JobResult.verification(verification));
    }
}
