package jobs;

/** Ends the run of a job here. Nothing is wrong with the job. */
public class Stopped extends RuntimeException {

    /** Why the run ends. */
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

    /** Why the run ends. */
    public Why why() {
        return why;
    }
}
