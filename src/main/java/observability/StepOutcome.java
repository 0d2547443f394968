package observability;

import jobs.FailureDisposition;

import java.util.Locale;

/** How a run of a job's step ended, by the kind of failure. */
enum StepOutcome {
    DONE,
    /** The job was parked during the step and returns to it. */
    WAITING,
    /** The step was interrupted: cancelled, handed back, or lost to another worker. */
    STOPPED,
    FAILED;

    /**
     * @param failure the failure of the step, or null
     */
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
