package jobs;

/** There is no job of that id. */
public class JobNotFoundException extends RuntimeException {

    public JobNotFoundException(String jobId) {
        super("There is no job '" + jobId + "'.", null, false, false);
    }
}
