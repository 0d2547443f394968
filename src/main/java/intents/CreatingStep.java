package intents;

/**
 * The step of a job that is done once its object exists: what the write that settles the intent checkpoints.
 *
 * @param fence that of the job's holder
 * @param nextStep the step that begins with it, or null
 */
public record CreatingStep(long fence, String step, String nextStep, double leaseSeconds) {}
