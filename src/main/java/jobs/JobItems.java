package jobs;

import failures.Kind;
import failures.Rejected;
import failures.Wait;
import jobs.Stopped.Why;

import java.time.Duration;

/**
 * The step of a job that consists of items, which is finished when they have ended. It holds no worker meanwhile; the
 * statement that ends the last item makes the job due.
 */
public final class JobItems {

    public static final String STEP = "items";

    /** The route that checks whether the items have ended. */
    public static final String LOOK = "direct:look-at-items";

    /** For the case that a process of an earlier release, which does not know items, has ended the last item. */
    private static final Duration NEXT_LOOK = Duration.ofMinutes(10);

    private JobItems() {}

    public static JobStep step() {
        return step(LOOK);
    }

    /** The step with another route, which ends in {@link #look}. */
    public static JobStep step(String route) {
        return new JobStep(STEP, route, null, null, run -> {}, JobItems::succeeded, (run, failure) -> {
            throw failure;
        });
    }

    private static void succeeded(JobRun run) {
        run.reach(Progress.done(STEP, null));
    }

    /**
     * Checks that all items of a run have succeeded.
     *
     * @throws Wait while some have not ended
     * @throws Rejected if some have failed
     */
    public static void look(JobRun run) {
        Job job = run.job();
        if (job.itemsOpen() > 0) {
            throw new Wait(Kind.IN_PROGRESS, Wait.Reason.ROOM, NEXT_LOOK, "Waiting for " + job.itemsOpen() + " items.");
        }
        if (job.cancelRequested()) {
            throw new Stopped(Why.CANCELLED, "Cancelled on request.");
        }
        if (job.itemsSucceeded() < job.itemsTotal()) {
            throw new Rejected(
                    Kind.ITEMS_FAILED,
                    "Of " + job.itemsTotal() + " items " + job.itemsSucceeded() + " succeeded, " + job.itemsFailed()
                            + " failed and " + job.itemsSkipped()
                            + " were skipped, because an item that they depend on failed."
                            + " GET /v1/jobs/" + job.jobId()
                            + "/items?status=failed has the reasons; retry repeats them.");
        }
    }
}
