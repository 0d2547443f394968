package jobs;

import flow.Bodies;

/**
 * A step of a kind of jobs: what it asks of Meta next, and what it makes of the answer. It is asked again until it has
 * reached its end; whatever is reached is written down at once.
 *
 * @param name as in the job's {@code step} and checkpoint
 * @param door where its requests go: {@link #GRAPH} or {@link #CREATE}
 * @param preparation the route that prepares it where something is missing, or null
 * @param unprepared whether something is missing; null without a preparation
 * @param ask says what is asked next
 * @param answered says what the answer means
 * @param refused says what a failure means; throws it, or another one, where it ends the run
 */
public record JobStep(
        String name,
        String door,
        String preparation,
        Bodies.Question<JobRun> unprepared,
        Bodies.Step<JobRun> ask,
        Bodies.Step<JobRun> answered,
        Bodies.Rescue<JobRun> refused) {

    public static final String GRAPH = "direct:graph";
    public static final String CREATE = "direct:create";

    /** A step that calls Meta, and whose every failure ends the run. */
    public static JobStep calling(String name, Bodies.Step<JobRun> ask, Bodies.Step<JobRun> answered) {
        return new JobStep(name, GRAPH, null, null, ask, answered, JobStep::raise);
    }

    /** A step that makes an object, exactly once. */
    public static JobStep creating(String name, Bodies.Step<JobRun> ask, Bodies.Step<JobRun> answered) {
        return new JobStep(name, CREATE, null, null, ask, answered, JobStep::raise);
    }

    /** The same step, with something to be done about a failure. */
    public JobStep refused(Bodies.Rescue<JobRun> then) {
        return new JobStep(name, door, preparation, unprepared, ask, answered, then);
    }

    /** The same step, after a route that runs where something is missing. */
    public JobStep prepared(String route, Bodies.Question<JobRun> where) {
        return new JobStep(name, door, route, where, ask, answered, refused);
    }

    /** Whether the run has still to do it. */
    public boolean isAhead(JobRun run) {
        return run.isAhead(name);
    }

    /** The run begins it, or resumes it. */
    public void begin(JobRun run) {
        run.begin(name);
    }

    private static void raise(JobRun run, Exception failure) throws Exception {
        throw failure;
    }

    /** Its name as people read it, such as {@code upload-video}. */
    public String title() {
        return name.replace('_', '-');
    }
}
