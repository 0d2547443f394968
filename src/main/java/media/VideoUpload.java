package media;

import blobs.BlobNames;
import blobs.BlobStore;
import blobs.LocalFiles;
import blobs.LocalWindow;
import blobs.NewBlob;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The steps that upload a job's video to Meta: the upload in windows, the wait for Meta's processing, and the
 * thumbnail. A job type lists them in its order.
 */
@Singleton
public class VideoUpload {

    /** Stores one of Meta's frames as a blob. */
    public static final String ADOPT_FRAME = "direct:adopt-frame";

    /** Maximum number of sessions of a job: after several lost ones, the next would be lost too. */
    private static final int MOST_SESSIONS = 10;

    /**
     * Maximum number of moves without progress that an upload follows: Meta's Python SDK follows two for a small file.
     */
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
    private final Reuse reuse;
    private final MediaRepository media;
    private final ObjectMapper mapper;

    @Inject
    public VideoUpload(
            JobsConfig config,
            Videos videos,
            Images images,
            BlobStore blobs,
            BlobNames names,
            LocalFiles files,
            MediaTypes mediaTypes,
            Reuse reuse,
            MediaRepository media,
            ObjectMapper mapper) {
        this.config = config;
        this.videos = videos;
        this.images = images;
        this.blobs = blobs;
        this.names = names;
        this.files = files;
        this.mediaTypes = mediaTypes;
        this.reuse = reuse;
        this.media = media;
        this.mapper = mapper;
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

    /** Returns true if an upload has begun. */
    boolean isUnderWay(JobRun run) {
        return upload(run) != null;
    }

    /** Opens a session, sends the next window that Meta requests, or ends the upload. */
    void sendVideo(JobRun run) throws IOException, SQLException {
        Checkpoint.Upload upload = upload(run);
        if (upload == null && run.refusal() == null && reuse.ask(run, sha256(run))) {
            return;
        }
        if (run.refusal() != null) {
            run.ask(afterRefusal(run));
        } else if (upload == null) {
            blobs.check(run.job().blobVideoPath());
            run.ask(start(run));
        } else if (upload.complete()) {
            run.ask(videos.finish(upload.sessionId(), title(run.job()), run.account()));
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

    /** If the answer to a finish is lost, or Meta rejects it as already done, the video is read to decide. */
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
        if (reuse.isAsking(run)) {
            if (reuse.found(run)) {
                JobResult video = JobResult.video(reuse.medium(run).videoId());
                run.reach(Progress.known(
                        run.step(),
                        isMedium(run) ? video.known() : video,
                        run.job().bytesTotal()));
            }
            return;
        }
        switch (GraphOperation.of(run.request())) {
            case START_VIDEO -> started(run);
            case TRANSFER_VIDEO -> goOn(run, videos.window(run.answer()));
            case FINISH_VIDEO -> uploaded(run);
            default -> {
                if (videos.status(run.answer()).uploaded()) {
                    uploaded(run);
                }
                // Otherwise the upload restarts.
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

    /** Meta requests other bytes next, or no longer knows the session or the video. */
    void sendElsewhere(JobRun run, Exception failure) throws Exception {
        if (reuse.isGone(run, failure)) {
            return;
        }
        if (failure instanceof UploadMoved moved) {
            goOn(run, new Videos.Window(moved.startOffset(), moved.endOffset()));
        } else if (failure instanceof NoSuchObject gone
                && GraphOperation.of(run.request()) != GraphOperation.START_VIDEO) {
            run.refused(gone);
        } else {
            throw failure;
        }
    }

    /** The next window. The history records the first of several moves in a row; after too many the attempt ends. */
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

    /** Rejects a window beyond the video, which would look like a damaged blob when read. */
    private static void checkWindow(Videos.Window window, Job job) {
        if (window.end() > job.bytesTotal()) {
            throw new Transient(
                    "Meta asked for the bytes up to " + window.end() + " of a video of " + job.bytesTotal() + " bytes.",
                    null,
                    null);
        }
    }

    /** The title at Meta; a medium may have no name. */
    private static String title(Job job) {
        String name = job.input("name");
        return name == null ? "video" : name;
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
        run.ask(videos.readStatus(videoId(run), run.account()));
    }

    private static String videoId(JobRun run) {
        Checkpoint.Upload upload = upload(run);
        return upload == null ? run.job().resultJson().videoId() : upload.videoId();
    }

    /** The digest of the job's file; null if unknown. */
    private static String sha256(JobRun run) {
        return run.job().hasFile() ? run.job().fileJson().path("sha256").asText(null) : null;
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
                        "Meta gave up on video " + videoId(run) + ": " + status.reason(),
                        lost(run, "Meta could not process the video: " + status.reason())));
        }
    }

    /**
     * The video will never be ready. If Meta has just rejected the file, it would reject it again, so only a retry
     * uploads it again. But a video of an earlier attempt may have been deleted since, which says nothing about the
     * file.
     */
    private static RuntimeException lost(JobRun run, String sentence) {
        return upload(run) == null
                        || Boolean.TRUE.equals(run.job().checkpointJson().earlierVideo())
                ? new Transient(sentence, null, null)
                : new Rejected(Kind.META_FAILED, sentence);
    }

    /** The job is parked until the next poll. */
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

    /** Returns true if the caller sent no thumbnail, so that Meta's frame is used. */
    boolean needsFrame(JobRun run) {
        return run.job().blobThumbPath() == null;
    }

    /** Requests Meta's frames. */
    public void readFrames(JobRun run) {
        run.ask(videos.readThumbnails(run.job().resultJson().videoId(), run.account()));
    }

    /** The address of the frame to use as thumbnail. */
    public String frameAddress(JobRun run) {
        return videos.preferredFrame(run.answer());
    }

    /** The frame was fetched, and is stored as a blob next. */
    public void saveFrame(JobRun run, InputStream bytes) throws IOException {
        run.adopt(new NewBlob(frameBlob(run), files.save(bytes)));
    }

    /** Deletes the frame's local file, if it still exists. */
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
        run.ask(images.upload(file, Files.size(file), mediaTypes.image("thumbnail", file), title(job), run.account()));
    }

    void thumbnailSent(JobRun run) throws SQLException {
        String hash = images.hash(run.answer());
        keep(run, needsFrame(run) ? hash : null);
        run.reach(Progress.done(run.step(), JobResult.image(hash)));
    }

    /** Stores the job's file as a medium. The medium of a {@code media_upload} becomes ready when its job ends. */
    private void keep(JobRun run, String frameHash) throws SQLException {
        if (sha256(run) != null && !isMedium(run)) {
            media.keep(
                    UUID.randomUUID(),
                    run.clientId(),
                    run.account().adAccountId(),
                    run.job().input("name"),
                    mapper.convertValue(run.job().fileJson(), FileFacts.class),
                    AtMeta.film(videoId(run), frameHash, upload(run) == null));
        }
    }

    private static boolean isMedium(JobRun run) {
        return MediaUpload.TYPE.equals(run.job().type());
    }
}
