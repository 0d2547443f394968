package media;

import blobs.BlobNames;
import blobs.BlobStore;
import blobs.LocalFiles;
import blobs.LocalWindow;
import blobs.NewBlob;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import graph.GraphException.NoSuchObject;
import graph.GraphException.Transient;
import graph.GraphException.UploadMoved;
import graph.GraphOperation;
import graph.GraphRequest;
import graph.Images;
import graph.Videos;
import jobs.Checkpoint;
import jobs.Job;
import jobs.JobResult;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobsConfig;
import jobs.Progress;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The steps that bring a job's video to Meta: the upload in windows, the wait until Meta has processed it, and its
 * thumbnail. A job type names them and puts them in order.
 */
@Singleton
public class VideoUpload {

    /** Makes one of Meta's frames a blob. */
    public static final String ADOPT_FRAME = "direct:adopt-frame";

    /** Sessions that a job opens at most: after so many losses the next one would be lost too. */
    private static final int MOST_SESSIONS = 10;

    /** Moves without progress that an upload follows: Meta's Python SDK follows two for a small file. */
    private static final int MOST_MOVES = 5;

    private static final String STALLED =
            "Meta asked " + MOST_MOVES + " times in a row for bytes of the video that it had been sent.";

    private final JobsConfig config;
    private final Videos videos;
    private final Images images;
    private final BlobStore blobs;
    private final BlobNames names;
    private final LocalFiles files;
    private final MediaTypes mediaTypes;

    @Inject
    public VideoUpload(
            JobsConfig config,
            Videos videos,
            Images images,
            BlobStore blobs,
            BlobNames names,
            LocalFiles files,
            MediaTypes mediaTypes) {
        this.config = config;
        this.videos = videos;
        this.images = images;
        this.blobs = blobs;
        this.names = names;
        this.files = files;
        this.mediaTypes = mediaTypes;
    }

    /** Uploads the job's video. */
    public JobStep upload(String name) {
        return JobStep.calling(name, this::sendVideo, this::sent).refused(this::sendElsewhere);
    }

    /** Waits until Meta has processed the video. */
    public JobStep awaitProcessing(String name) {
        return JobStep.calling(name, this::readStatus, this::processed).refused(this::gone);
    }

    /** Uploads the job's thumbnail, or the frame that Meta prefers. */
    public JobStep thumbnail(String name) {
        return JobStep.calling(name, this::sendThumbnail, this::thumbnailSent).prepared(ADOPT_FRAME, this::needsFrame);
    }

    // the upload

    /** Asks for a session, sends the window that Meta wants next, or ends the upload. */
    void sendVideo(JobRun run) throws IOException {
        Checkpoint.Upload upload = upload(run);
        if (run.refusal() != null) {
            run.ask(afterRefusal(run));
        } else if (upload == null) {
            blobs.check(run.job().blobVideoPath());
            run.ask(start(run));
        } else if (upload.complete()) {
            run.ask(videos.finish(upload.sessionId(), run.job().input("name"), run.account()));
        } else {
            sendWindow(run, upload);
        }
    }

    private void sendWindow(JobRun run, Checkpoint.Upload upload) throws IOException {
        LocalWindow window = blobs.openWindow(
                run.job().blobVideoPath(), upload.startOffset(), upload.endOffset() - upload.startOffset());
        run.open(window);
        run.ask(videos.transfer(
                upload.sessionId(),
                upload.startOffset(),
                upload.endOffset(),
                window.file(),
                window.offset(),
                run.account()));
    }

    /** A finish that was lost, or that Meta refuses because it is done, is decided by reading the video. */
    private GraphRequest afterRefusal(JobRun run) {
        if (GraphOperation.of(run.request()) == GraphOperation.FINISH_VIDEO) {
            return videos.readStatus(upload(run).videoId(), run.account());
        }
        if (sessions(run) >= MOST_SESSIONS) {
            throw run.refusal();
        }
        return start(run);
    }

    private GraphRequest start(JobRun run) {
        return videos.start(run.job().bytesTotal(), run.account());
    }

    void sent(JobRun run) {
        switch (GraphOperation.of(run.request())) {
            case START_VIDEO -> started(run);
            case TRANSFER_VIDEO -> goOn(run, videos.window(run.answer()));
            case FINISH_VIDEO -> uploaded(run);
            default -> {
                if (videos.status(run.answer()).uploaded()) {
                    uploaded(run);
                }
                // Otherwise the upload begins again.
            }
        }
    }

    private void started(JobRun run) {
        Videos.Session session = videos.started(run.answer());
        checkWindow(session.window(), run.job());
        Checkpoint.Upload upload = Checkpoint.Upload.begun(
                session.sessionId(),
                session.videoId(),
                session.window().start(),
                session.window().end());
        int sessions = sessions(run) + 1;
        run.reach(
                upload(run) == null
                        ? Progress.uploading(
                                run.step(),
                                upload,
                                sessions,
                                "upload_started",
                                "Upload session " + session.sessionId() + ".")
                        : Progress.uploading(
                                run.step(),
                                upload,
                                sessions,
                                "upload_restarted",
                                "Meta no longer knows the upload session; it starts again with " + session.sessionId()
                                        + "."));
    }

    private static void uploaded(JobRun run) {
        run.reach(Progress.uploaded(run.step(), upload(run).videoId(), run.job().bytesTotal()));
    }

    /** Meta wants other bytes next, or no longer knows the session or the video. */
    void sendElsewhere(JobRun run, Exception failure) throws Exception {
        if (failure instanceof UploadMoved moved) {
            goOn(run, new Videos.Window(moved.startOffset(), moved.endOffset()));
        } else if (failure instanceof NoSuchObject gone
                && GraphOperation.of(run.request()) != GraphOperation.START_VIDEO) {
            run.refused(gone);
        } else {
            throw failure;
        }
    }

    /** The next window. The history names the first of several moves in a row; after too many the attempt ends. */
    private static void goOn(JobRun run, Videos.Window window) {
        checkWindow(window, run.job());
        Checkpoint.Upload upload = upload(run);
        Checkpoint.Upload next = upload.next(window.start(), window.end());
        if (next.moves() >= MOST_MOVES) {
            run.reach(Progress.uploadLost(run.step(), "upload_stalled", STALLED, new Transient(STALLED, null, null)));
        } else if (next.moves() == 1 && upload.moves() == 0) {
            run.reach(Progress.uploading(
                    run.step(),
                    next,
                    sessions(run),
                    "upload_moved",
                    "Meta asked to continue at byte " + window.start() + " after the window at byte "
                            + upload.startOffset() + "."));
        } else {
            run.reach(Progress.uploading(run.step(), next, sessions(run), null, null));
        }
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

    private static Checkpoint.Upload upload(JobRun run) {
        return run.job().checkpointJson().upload();
    }

    private static int sessions(JobRun run) {
        Integer sessions = run.job().checkpointJson().sessions();
        return sessions == null ? 0 : sessions;
    }

    // the processing

    void readStatus(JobRun run) {
        run.ask(videos.readStatus(upload(run).videoId(), run.account()));
    }

    void processed(JobRun run) {
        judge(run, videos.status(run.answer()));
    }

    void gone(JobRun run, Exception failure) throws Exception {
        if (!(failure instanceof NoSuchObject)) {
            throw failure;
        }
        judge(run, videos.gone());
    }

    private void judge(JobRun run, Videos.Status status) {
        switch (status.state()) {
            case READY -> run.reach(Progress.done(run.step(), null));
            case PROCESSING -> waitForProcessing(run, Instant.now());
            case FAILED ->
                run.reach(Progress.uploadLost(
                        run.step(),
                        "video_lost",
                        "Meta gave up on video " + upload(run).videoId() + ": " + status.reason(),
                        lost(run, "Meta could not process the video: " + status.reason())));
        }
    }

    /**
     * The video will never be ready. A file that Meta has just refused it would refuse again, so that only a retry uploads
     * it once more. But a video of an earlier try may have been deleted since, and proves nothing of the file.
     */
    private static RuntimeException lost(JobRun run, String sentence) {
        return Boolean.TRUE.equals(run.job().checkpointJson().earlierVideo())
                ? new Transient(sentence, null, null)
                : new Rejected(Kind.META_FAILED, sentence);
    }

    /** The job is parked until the next look. */
    void waitForProcessing(JobRun run, Instant now) {
        Checkpoint checkpoint = run.job().checkpointJson();
        Instant since = checkpoint.processingSince() == null ? now : checkpoint.processingSince();
        int looks = checkpoint.processingPolls() == null ? 0 : checkpoint.processingPolls();
        if (Duration.between(since, now).compareTo(config.processingTimeout()) > 0) {
            throw new Rejected(
                    Kind.META_FAILED,
                    "Meta has been processing the video for more than "
                            + config.processingTimeout().toMinutes() + " minutes (creative.jobs.processing-timeout).");
        }
        Duration delay = config.processingPoll().multipliedBy(1L << Math.min(looks, 20));
        if (delay.compareTo(config.maxProcessingPoll()) > 0) {
            delay = config.maxProcessingPoll();
        }
        run.remember(Checkpoint.processing(since, looks + 1));
        throw new Wait(Kind.UNAVAILABLE, Wait.Reason.PROCESSING, delay, "Meta is processing the video.");
    }

    // the thumbnail

    /** Whether the caller sent no thumbnail, so that a frame of Meta's takes its place. */
    boolean needsFrame(JobRun run) {
        return run.job().blobThumbPath() == null;
    }

    /** Asks for the frames that Meta made. */
    public void readFrames(JobRun run) {
        run.ask(videos.readThumbnails(run.job().resultJson().videoId(), run.account()));
    }

    /** The address of the frame that is to be the thumbnail. */
    public String frameAddress(JobRun run) {
        return videos.preferredFrame(run.answer());
    }

    /** The frame was fetched, and is to become a blob. */
    public void saveFrame(JobRun run, InputStream bytes) throws IOException {
        run.adopt(new NewBlob(frameBlob(run), files.save(bytes)));
    }

    /** Removes what is left of the frame's file. */
    public void forgetFrame(JobRun run) throws IOException {
        files.delete(run.frame().file());
    }

    private String frameBlob(JobRun run) {
        return names.frame(run.job().jobId());
    }

    /** Uploads the thumbnail as an image of the account. */
    void sendThumbnail(JobRun run) throws IOException {
        Job job = run.job();
        LocalWindow picture = blobs.open(needsFrame(run) ? frameBlob(run) : job.blobThumbPath());
        run.open(picture);
        Path file = picture.file();
        run.ask(images.upload(
                file, Files.size(file), mediaTypes.image("thumbnail", file), job.input("name"), run.account()));
    }

    void thumbnailSent(JobRun run) {
        run.reach(Progress.done(run.step(), JobResult.image(images.hash(run.answer()))));
    }
}
