package jobs;

import java.util.List;

/** Runs of jobs for tests of other packages. */
public final class JobRuns {

    private JobRuns() {}

    /** A run that holds a job of a type without steps. */
    public static JobRun of(Job job) {
        JobRun run = new JobRun(null);
        run.tried(job, new JobType(job.type(), List.of()), false);
        return run;
    }
}
