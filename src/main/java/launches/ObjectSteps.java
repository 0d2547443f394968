package launches;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Kind;
import failures.Rejected;
import graph.GraphException.NoSuchObject;
import graph.GraphRequest;
import jobs.JobItems;
import jobs.JobRun;
import jobs.JobStep;
import jobs.JobType;
import jobs.Progress;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Job types that delete or activate each object that a launch has created. */
@Singleton
public class ObjectSteps {

    public static final String UNDO = "launch_undo";
    public static final String ACTIVATION = "launch_activation";

    static final String DELETE = "delete_object";
    static final String ACTIVATE = "activate_object";

    /** Fields of an item's input. */
    static final String OBJECT_ID = "object_id";

    static final String FORCE = "force";

    private static final String CHECK_SPEND = "check_spend";

    @Produces
    @Singleton
    public JobType undo() {
        return new JobType(UNDO, List.of(JobItems.step()));
    }

    @Produces
    @Singleton
    public JobType activation() {
        return new JobType(ACTIVATION, List.of(JobItems.step()));
    }

    @Produces
    @Singleton
    public JobType deleting() {
        return new JobType(
                DELETE,
                List.of(
                        JobStep.calling(CHECK_SPEND, ObjectSteps::readSpend, ObjectSteps::checkSpend)
                                .refused((run, failure) -> gone(run, CHECK_SPEND, failure)),
                        JobStep.calling(DELETE, ObjectSteps::delete, run -> done(run, DELETE))
                                .refused((run, failure) -> gone(run, DELETE, failure))));
    }

    @Produces
    @Singleton
    public JobType activating() {
        return new JobType(
                ACTIVATE, List.of(JobStep.calling(ACTIVATE, ObjectSteps::activate, run -> done(run, ACTIVATE))));
    }

    private static String objectId(JobRun run) {
        return run.job().input(OBJECT_ID);
    }

    /** Creatives have no spend; a forced undo does not check it. */
    private static boolean maySpend(JobRun run) {
        return !run.job().inputJson().path(FORCE).asBoolean()
                && !NodeKind.CREATIVE.sql().equals(run.job().itemKind());
    }

    private static void readSpend(JobRun run) {
        run.ask(
                maySpend(run)
                        ? GraphRequest.list(
                                run.account(),
                                objectId(run) + "/insights",
                                Map.of("fields", "spend", "date_preset", "maximum"))
                        : GraphRequest.read(run.account(), objectId(run), "id"));
    }

    private static void checkSpend(JobRun run) {
        if (maySpend(run)) {
            for (JsonNode row : run.answer().path("data")) {
                String spend = row.path("spend").asText("0");
                if (spend.matches("[0-9]{1,18}(\\.[0-9]{1,9})?") && new BigDecimal(spend).signum() > 0) {
                    throw new Rejected(
                            Kind.CONFLICT,
                            "It has spent " + spend + " of the ad account's currency, so it was not deleted."
                                    + " Use {\"force\": true} to delete it nevertheless.");
                }
            }
        }
        done(run, CHECK_SPEND);
    }

    private static void delete(JobRun run) {
        run.ask(GraphRequest.delete(run.account(), objectId(run)));
    }

    private static void activate(JobRun run) {
        run.ask(GraphRequest.update(run.account(), objectId(run), Map.of("status", "ACTIVE")));
    }

    private static void done(JobRun run, String step) {
        run.reach(Progress.done(step, null));
    }

    /** An object that no longer exists counts as deleted. */
    private static void gone(JobRun run, String step, Exception failure) throws Exception {
        if (!(failure instanceof NoSuchObject)) {
            throw failure;
        }
        done(run, step);
    }
}
