package creatives;

import jobs.JobResult;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.Progress;
import media.VideoUpload;

import java.util.List;
import java.util.Map;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The job type {@code video_creative}: the requests of its steps, and how their answers are used. */
@Singleton
public class VideoSteps {

    public static final String TYPE = "video_creative";

    static final String UPLOAD_VIDEO = "upload_video";
    static final String AWAIT_PROCESSING = "await_processing";
    static final String UPLOAD_THUMBNAIL = "upload_thumbnail";
    static final String CREATE_CREATIVE = "create_creative";
    static final String VERIFY_CREATIVE = "verify_creative";

    private final VideoUpload upload;
    private static final CreativeKind KIND = Kinds.named(VideoKind.NAME);

    private final Creatives creatives;
    private final CreativeVerification verification;

    @Inject
    public VideoSteps(VideoUpload upload, Creatives creatives, CreativeVerification verification) {
        this.upload = upload;
        this.creatives = creatives;
        this.verification = verification;
    }

    /** The type, with its steps in order. */
    @Produces
    @Singleton
    public JobType type() {
        return new JobType(
                TYPE,
                List.of(
                        upload.upload(UPLOAD_VIDEO),
                        upload.awaitProcessing(AWAIT_PROCESSING),
                        upload.thumbnail(UPLOAD_THUMBNAIL),
                        JobStep.creating(CREATE_CREATIVE, this::create, VideoSteps::created),
                        verification.step(VideoSteps::brief, VideoSteps::assets)));
    }

    private static Brief brief(JobRun run) {
        return Creatives.brief(run, KIND);
    }

    private static Assets assets(JobRun run) {
        JobResult made = run.job().resultJson();
        return new Assets(Map.of(VideoKind.MEDIA, Asset.video(made.videoId(), made.imageHash())));
    }

    void create(JobRun run) {
        run.finishByCreating(creatives.creation(brief(run), assets(run)));
    }

    /** Only an adopted object still has to be recorded. */
    static void created(JobRun run) {
        if (!run.isAhead(CREATE_CREATIVE)) {
            return;
        }
        run.reach(Progress.done(CREATE_CREATIVE, JobResult.creative(run.intent().objectId())));
    }
}
