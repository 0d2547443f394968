package media;

import blobs.BlobStore;
import blobs.LocalWindow;
import graph.Images;
import jobs.JobResult;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.Progress;

import java.io.IOException;
import java.nio.file.Files;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The job type {@code media_upload}: uploads a medium to Meta, from a file or a URL. An image needs only the first
 * three steps.
 */
@Singleton
public class MediaUpload {

    public static final String TYPE = "media_upload";

    static final String DOWNLOAD = "download";
    static final String INSPECT = "inspect";
    static final String UPLOAD = "upload";
    static final String AWAIT_PROCESSING = "await_processing";
    static final String THUMBNAIL = "thumbnail";

    private final MediaRepository media;
    private final VideoUpload videos;
    private final Images images;
    private final Reuse reuse;
    private final Downloads downloads;
    private final BlobStore blobs;
    private final MediaTypes types;

    @Inject
    public MediaUpload(
            MediaRepository media,
            VideoUpload videos,
            Images images,
            Reuse reuse,
            Downloads downloads,
            BlobStore blobs,
            MediaTypes types) {
        this.media = media;
        this.videos = videos;
        this.images = images;
        this.reuse = reuse;
        this.downloads = downloads;
        this.blobs = blobs;
        this.types = types;
    }

    /** The type, with its steps in order. */
    @Produces
    @Singleton
    public JobType type() {
        return new JobType(
                TYPE,
                List.of(
                        JobStep.local(DOWNLOAD, downloads::finish).prepared(Downloads.ROUTE, downloads::isNeeded),
                        JobStep.local(INSPECT, downloads::inspect),
                        JobStep.calling(UPLOAD, this::send, this::sent).refused(this::sendElsewhere),
                        JobStep.calling(AWAIT_PROCESSING, this::readStatus, videos::processed)
                                .refused(videos::gone),
                        JobStep.calling(THUMBNAIL, this::sendThumbnail, videos::thumbnailSent)
                                .prepared(VideoUpload.ADOPT_FRAME, run -> isFilm(run) && videos.needsFrame(run))));
    }

    /** The medium of a job. */
    static UUID id(JobRun run) {
        return UUID.fromString(run.job().input("media_id"));
    }

    /** The job's medium as this run knows it. */
    Medium medium(JobRun run) throws SQLException {
        Medium known = run.noted(Medium.class);
        if (known == null) {
            known = media.get(id(run), null);
            run.note(known);
        }
        return known;
    }

    /** First asks whether Meta has the bytes. Only one job at a time uploads the same bytes to an ad account. */
    private void send(JobRun run) throws SQLException, IOException {
        Medium medium = medium(run);
        if (!videos.isUnderWay(run) && reuse.ask(run, medium.sha256())) {
            return;
        }
        media.onItsWay(medium.mediaId(), Medium.Status.UPLOADING, run.job());
        if (medium.isPicture()) {
            LocalWindow picture = blobs.open(run.job().blobVideoPath());
            run.open(picture);
            String name = medium.name() == null ? "picture" : medium.name();
            run.ask(images.upload(
                    picture.file(),
                    Files.size(picture.file()),
                    types.picture("file", picture.file()).mediaType(),
                    name,
                    run.account()));
        } else {
            videos.sendVideo(run);
        }
    }

    private void sent(JobRun run) throws SQLException {
        if (!medium(run).isPicture()) {
            videos.sent(run);
        } else if (!reuse.isAsking(run)) {
            run.reach(Progress.done(UPLOAD, JobResult.image(images.hash(run.answer()))));
        } else if (reuse.found(run)) {
            run.reach(Progress.done(
                    UPLOAD, JobResult.image(reuse.medium(run).imageHash()).known()));
        }
    }

    private void sendElsewhere(JobRun run, Exception failure) throws Exception {
        if (medium(run).isPicture()) {
            throw failure;
        }
        videos.sendElsewhere(run, failure);
    }

    private void readStatus(JobRun run) throws SQLException {
        if (isFilm(run)) {
            media.onItsWay(id(run), Medium.Status.PROCESSING, run.job());
            videos.readStatus(run);
        } else {
            run.reach(Progress.done(AWAIT_PROCESSING, null));
        }
    }

    private void sendThumbnail(JobRun run) throws IOException {
        if (isFilm(run)) {
            videos.sendThumbnail(run);
        } else {
            run.reach(Progress.done(THUMBNAIL, null));
        }
    }

    /** Returns true for a video; known once it is uploaded. */
    private static boolean isFilm(JobRun run) {
        return run.job().resultJson().videoId() != null;
    }
}
