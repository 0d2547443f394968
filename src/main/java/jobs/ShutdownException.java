package jobs;

/** This process is going down: the job is handed back at its checkpoint for another worker to take at once. */
public class ShutdownException extends RuntimeException {

    public ShutdownException() {
        super("The worker is shutting down.", null, false, false);
    }
}
