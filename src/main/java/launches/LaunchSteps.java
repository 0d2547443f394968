package launches;

import campaigns.TreeObjects;
import com.fasterxml.jackson.databind.node.ObjectNode;
import graph.Creation;
import jobs.Job;
import jobs.JobItems;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.Progress;

import java.util.List;
import java.util.Map;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The job type {@code launch}, and the types of its items that create campaigns, ad sets and ads. */
@Singleton
public class LaunchSteps {

    public static final String TYPE = "launch";

    /** The route that checks whether the items have ended. */
    public static final String LOOK = "direct:look-at-launch";

    private static final Map<Creation.Kind, String> TYPES =
            Map.of(Creation.Kind.CAMPAIGN, "campaign", Creation.Kind.ADSET, "adset", Creation.Kind.AD, "ad");

    /** The type of an item that creates such an object. */
    static String type(Creation.Kind kind) {
        return TYPES.get(kind);
    }

    @Produces
    @Singleton
    public JobType launch() {
        return new JobType(TYPE, List.of(JobItems.step(LOOK)));
    }

    @Produces
    @Singleton
    public JobType campaign() {
        return creating(Creation.Kind.CAMPAIGN);
    }

    @Produces
    @Singleton
    public JobType adSet() {
        return creating(Creation.Kind.ADSET);
    }

    @Produces
    @Singleton
    public JobType ad() {
        return creating(Creation.Kind.AD);
    }

    private static JobType creating(Creation.Kind kind) {
        String step = "create_" + type(kind);
        return new JobType(
                type(kind), List.of(JobStep.creating(step, run -> create(run, kind, step), run -> created(run, step))));
    }

    private static void create(JobRun run, Creation.Kind kind, String step) {
        Job job = run.job();
        run.create(TreeObjects.creation(
                kind,
                (ObjectNode) job.inputJson(),
                job.clientId(),
                job.jobId(),
                run.account(),
                job.jobId() + ":" + step));
    }

    /** The write that settled the intent has stored the object's id in the result. */
    private static void created(JobRun run, String step) {
        run.reach(Progress.done(step, null));
    }
}
