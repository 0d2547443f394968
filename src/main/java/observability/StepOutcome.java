package observability;

import jobs.FailureDisposition;

import java.util.Locale;

/** How a run of a job's step ended, by the kind of failure. */
enum StepOutcome {
    DONE,
    /** The job was parked in it, and comes back to it. */
    WAITING,
    /** It was broken off: cancelled, handed back, or taken away. */
    STOPPED,
    FAILED;

    /** @param failure what the step ended with, or null */
    static StepOutcome of(Throwable failure) {
        if (failure == null) {
            return DONE;
        }
        return switch (FailureDisposition.of(failure)) {
            case WAITING -> WAITING;
            case STOPPED -> STOPPED;
            case FINAL, ATTEMPT -> FAILED;
        };
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
