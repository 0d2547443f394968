package creatives;

import failures.Wait;
import failures.Wait.Reason;
import jobs.Checkpoint;
import jobs.Job;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.JobsConfig;
import jobs.Progress;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The job type {@code creative}: a creative of any kind, whose media may not be at Meta yet. */
@Singleton
public class CreativeSteps {

    public static final String TYPE = "creative";

    /** The route that finds the media of a creative. */
    public static final String MEDIA = "direct:creative-media";

    /** The input field with the kind. */
    static final String KIND = "kind";

    static final String AWAIT_MEDIA = "await_media";

    private final Creatives creatives;
    private final CreativeVerification verification;
    private final JobsConfig config;

    @Inject
    public CreativeSteps(Creatives creatives, CreativeVerification verification, JobsConfig config) {
        this.creatives = creatives;
        this.verification = verification;
        this.config = config;
    }

    /** The type, with its steps in order. */
    @Produces
    @Singleton
    public JobType type() {
        return new JobType(
                TYPE,
                List.of(
                        new JobStep(AWAIT_MEDIA, MEDIA, null, null, run -> {}, this::found, this::notReady),
                        JobStep.creating(VideoSteps.CREATE_CREATIVE, this::create, VideoSteps::created)
                                .prepared(MEDIA, CreativeSteps::lacksMedia),
                        verification
                                .step(CreativeSteps::brief, run -> run.noted(Assets.class))
                                .prepared(MEDIA, CreativeSteps::lacksMedia)));
    }

    static Brief brief(JobRun run) {
        return Creatives.brief(run, Kinds.named(run.job().input(KIND)));
    }

    // await_media

    private void found(JobRun run) {
        run.reach(Progress.done(AWAIT_MEDIA, null));
    }

    /** The job is parked until the next poll. */
    void notReady(JobRun run, Exception failure) throws Exception {
        if (!(failure instanceof Wait wait) || wait.reason() != Reason.MEDIA) {
            throw failure;
        }
        Job job = run.job();
        Instant since = job.checkpointJson().processingSince() == null
                ? Instant.now()
                : job.checkpointJson().processingSince();
        int looks = job.checkpointJson().processingPolls() == null
                ? 0
                : job.checkpointJson().processingPolls();
        run.remember(Checkpoint.processing(since, looks + 1));
        throw new Wait(wait.kind(), Reason.MEDIA, delay(looks), wait.getMessage(), wait.errors(), null);
    }

    private Duration delay(int looks) {
        Duration delay = config.processingPoll().multipliedBy(1L << Math.min(looks, 20));
        return delay.compareTo(config.maxProcessingPoll()) > 0 ? config.maxProcessingPoll() : delay;
    }

    // create_creative

    private static boolean lacksMedia(JobRun run) {
        return run.noted(Assets.class) == null;
    }

    private void create(JobRun run) {
        run.finishByCreating(creatives.creation(brief(run), run.noted(Assets.class)));
    }
}
