package jobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import jakarta.inject.Singleton;

/** What the steps of all kinds of jobs have in common. */
@Singleton
@Unremovable
public class Steps {

    /** Whether the history does not say yet that this step has begun. */
    public boolean isNew(@Variable("step") String step, @Variable("job") Job job) {
        return !step.equals(job.step());
    }

    /** The step begins. */
    public Progress begin(@Variable("step") String step) {
        return Progress.begin(step);
    }
}
