package jobs;

/** The job's status does not allow what was asked for. */
public class StatusConflictException extends RuntimeException {

    /** @param wish what was asked for, as in "cannot be cancelled" */
    public StatusConflictException(Job job, String wish) {
        super("The job is " + job.status().sql() + " and cannot be " + wish + ".", null, false, false);
    }
}
