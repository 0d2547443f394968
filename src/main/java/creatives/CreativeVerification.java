package creatives;

import graph.GraphException.Invalid;
import graph.GraphException.TokenRejected;
import graph.GraphException.Transient;
import jobs.JobRun;
import jobs.JobStep;
import jobs.Progress;

import java.util.function.Function;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** The last step of jobs that create a creative: reads it back and stores the result. */
@Singleton
public class CreativeVerification {

    private final Creatives creatives;

    @Inject
    public CreativeVerification(Creatives creatives) {
        this.creatives = creatives;
    }

    /** The step for a job's creative with these media. */
    JobStep step(Function<JobRun, Brief> brief, Function<JobRun, Assets> assets) {
        return JobStep.calling(
                        VideoSteps.VERIFY_CREATIVE,
                        run -> run.ask(creatives.readBack(
                                run.job().resultJson().creativeId(),
                                creatives.creation(brief.apply(run), assets.apply(run)))),
                        run -> reach(
                                run,
                                creatives.verify(run.answer(), creatives.creation(brief.apply(run), assets.apply(run))),
                                brief.apply(run),
                                assets.apply(run)))
                .refused((run, failure) -> unconfirmed(run, failure, brief.apply(run), assets.apply(run)));
    }

    /** A creative that cannot be confirmed is not verified, but exists. The job waits until it can be read. */
    private void unconfirmed(JobRun run, Exception failure, Brief brief, Assets assets) throws Exception {
        if (!(failure instanceof Invalid || failure instanceof Transient || failure instanceof TokenRejected)) {
            throw failure;
        }
        reach(run, Verification.UNCONFIRMED, brief, assets);
    }

    private void reach(JobRun run, Verification verification, Brief brief, Assets assets) {
        run.reach(
                Progress.done(VideoSteps.VERIFY_CREATIVE, verification.result(creatives.warnings(run, brief, assets))));
    }
}
