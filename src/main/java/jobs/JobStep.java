package jobs;

import flow.Bodies;

/**
 * A step of a job type: its next request to Meta, and how the answer is used. It is repeated until the step is
 * finished; all progress is written at once.
 *
 * @param name as in the job's {@code step} and checkpoint
 * @param endpoint the endpoint of its requests: {@link #GRAPH} or {@link #CREATE}
 * @param preparation the route that prepares it if something is missing, or null
 * @param unprepared returns true if something is missing; null without a preparation
 * @param ask sets the next request
 * @param answered handles the answer
 * @param refused handles a failure; throws it, or another one, if it ends the run
 */
public record JobStep(
        String name,
        String endpoint,
        String preparation,
        Bodies.Question<JobRun> unprepared,
        Bodies.Step<JobRun> ask,
        Bodies.Step<JobRun> answered,
        Bodies.Rescue<JobRun> refused) {

    public static final String GRAPH = "direct:graph";
    public static final String CREATE = "direct:create";

    /** A step that calls Meta; every failure ends the run. */
    public static JobStep calling(String name, Bodies.Step<JobRun> ask, Bodies.Step<JobRun> answered) {
        return new JobStep(name, GRAPH, null, null, ask, answered, JobStep::raise);
    }

    /** A step without a call to Meta: its work has made progress when it returns. */
    public static JobStep local(String name, Bodies.Step<JobRun> work) {
        return calling(name, work, run -> {});
    }

    /** A step that creates an object, exactly once. */
    public static JobStep creating(String name, Bodies.Step<JobRun> ask, Bodies.Step<JobRun> answered) {
        return new JobStep(name, CREATE, null, null, ask, answered, JobStep::raise);
    }

    /** The same step, with a handler of failures. */
    public JobStep refused(Bodies.Rescue<JobRun> then) {
        return new JobStep(name, endpoint, preparation, unprepared, ask, answered, then);
    }

    /** The same step, with a route that prepares it. */
    public JobStep prepared(String route, Bodies.Question<JobRun> where) {
        return new JobStep(name, endpoint, route, where, ask, answered, refused);
    }

    /** Returns true if the run must still execute it. */
    public boolean isAhead(JobRun run) {
        return run.isAhead(name);
    }

    /** The run begins or resumes the step. */
    public void begin(JobRun run) {
        run.begin(name);
    }

    private static void raise(JobRun run, Exception failure) throws Exception {
        throw failure;
    }

    /** Its name in routes, such as {@code upload-video}. */
    public String title() {
        return name.replace('_', '-');
    }
}
