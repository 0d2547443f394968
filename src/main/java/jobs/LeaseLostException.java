package jobs;

/** The job is somebody else's by now, or that it is ours cannot be proven: nothing more is done or written. */
public class LeaseLostException extends RuntimeException {

    public LeaseLostException(String message) {
        super(message, null, false, false);
    }
}
