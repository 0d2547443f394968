package creatives;

import graph.Creation;
import graph.Creatives;
import graph.GraphException.Invalid;
import graph.GraphException.TokenRejected;
import graph.GraphException.Transient;
import jobs.Job;
import jobs.JobResult;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.Progress;
import media.VideoUpload;

import java.util.List;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The job type {@code video_creative}: what each step asks of Meta, and what it makes of the answer. */
@Singleton
public class VideoSteps {

    public static final String TYPE = "video_creative";

    static final String UPLOAD_VIDEO = "upload_video";
    static final String AWAIT_PROCESSING = "await_processing";
    static final String UPLOAD_THUMBNAIL = "upload_thumbnail";
    static final String CREATE_CREATIVE = "create_creative";
    static final String VERIFY_CREATIVE = "verify_creative";

    private final VideoUpload upload;
    private final Creatives creatives;

    @Inject
    public VideoSteps(VideoUpload upload, Creatives creatives) {
        this.upload = upload;
        this.creatives = creatives;
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
                        JobStep.creating(CREATE_CREATIVE, this::create, this::created),
                        JobStep.calling(VERIFY_CREATIVE, this::readBack, this::verified)
                                .refused(this::unconfirmed)));
    }

    // create_creative

    void create(JobRun run) {
        run.finishByCreating(creative(run));
    }

    private Creation creative(JobRun run) {
        Job job = run.job();
        return creatives.video(
                job.inputJson(),
                job.clientId(),
                job.jobId(),
                run.account(),
                job.jobId() + ":" + CREATE_CREATIVE,
                job.resultJson().videoId(),
                job.resultJson().imageHash());
    }

    /** Only an object that was found again has still to be written down. */
    void created(JobRun run) {
        if (!run.isAhead(CREATE_CREATIVE)) {
            return;
        }
        run.reach(Progress.done(CREATE_CREATIVE, JobResult.creative(run.intent().objectId())));
    }

    // verify_creative

    void readBack(JobRun run) {
        run.ask(creatives.readBack(run.job().resultJson().creativeId(), creative(run)));
    }

    void verified(JobRun run) {
        reach(run, creatives.verify(run.answer(), creative(run)));
    }

    /** A creative that cannot be confirmed is not verified, and exists all the same. The job waits until it can be read. */
    void unconfirmed(JobRun run, Exception failure) throws Exception {
        if (!(failure instanceof Invalid || failure instanceof Transient || failure instanceof TokenRejected)) {
            throw failure;
        }
        reach(run, Creatives.Verification.UNCONFIRMED);
    }

    private static void reach(JobRun run, Creatives.Verification verification) {
        run.reach(Progress.done(VERIFY_CREATIVE, JobResult.verification(verification)));
    }
}
