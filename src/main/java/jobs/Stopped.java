package jobs;

/** Ends the run of a job here, although nothing is wrong with the job. */
public class Stopped extends RuntimeException {

    /** Why the run ends. */
    public enum Why {
        /** Its cancellation was requested; it stops before its next call to Meta. */
        CANCELLED,
        /** Another worker holds it, or may hold it: this one must not act on it any more. */
        LEASE_LOST,
        /** The process is stopping, and hands the job back. */
        SHUTDOWN
    }

    private final Why why;

    public Stopped(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
