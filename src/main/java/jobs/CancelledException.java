package jobs;

/** The caller asked for the job to be cancelled; it stops before its next call to Meta. */
public class CancelledException extends RuntimeException {

    public CancelledException() {
        super("Cancelled on request.", null, false, false);
    }
}
