package jobs;

import java.util.List;

/** A type of job: its steps, in order. */
public record JobType(String name, List<JobStep> steps) {

    /** The route of this type's jobs, such as {@code job-video_creative}. */
    public String routeId() {
        return "job-" + name;
    }

    /** The route of a step; types may share the names of steps. */
    public String routeId(JobStep step) {
        return name.replace('_', '-') + "-" + step.title();
    }

    /** The first step of a new job. */
    String first() {
        return steps.get(0).name();
    }

    /** The step after this one; null after the last. */
    String after(String step) {
        int next = place(step) + 1;
        return next < steps.size() ? steps.get(next).name() : null;
    }

    /** Returns true if a step is not finished. */
    boolean isAhead(String step, String lastDone) {
        return lastDone == null || place(step) > place(lastDone);
    }

    private int place(String step) {
        for (int place = 0; place < steps.size(); place++) {
            if (steps.get(place).name().equals(step)) {
                return place;
            }
        }
        return -1;
    }
}
