package jobs;

/** The job does not go on here. Nothing is wrong with it. */
public class Stopped extends RuntimeException {

    /** Why it does not. */
    public enum Why {
        /** The caller asked for it to be cancelled; it stops before its next call to Meta. */
        CANCELLED,
        /** Another worker has it, or may have it: this one must not act on it any more. */
        LEASE_LOST,
        /** The process goes down, and hands the job back. */
        SHUTDOWN
    }

    private final Why why;

    public Stopped(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    /** Why it does not go on. */
    public Why why() {
        return why;
    }
}
