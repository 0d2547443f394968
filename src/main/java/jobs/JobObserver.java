package jobs;

/** Observes jobs, for metrics. */
public interface JobObserver {

    /** A job has ended. */
    void ended(Job job);
}
