package intents;

/**
 * A job's step that is finished once its object exists; the write that settles the intent also writes its checkpoint.
 *
 * @param fence the fence of the job's holder
 * @param nextStep the step that begins then, or null
 */
public record CreatingStep(long fence, String step, String nextStep, double leaseSeconds) {}
