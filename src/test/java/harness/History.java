package harness;

import harness.JobTable.Event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Whether a job's history makes sense: it is held by one worker at a time, only who holds it writes, and each step is
 * done once. A worker that wrote after it had lost its lease would show here.
 */
final class History {
    private static final Set<String> CLAIMS = Set.of("started", "resumed", "taken_over");
    private static final Set<String> PARTINGS =
            Set.of("waiting", "handed_back", "attempt_failed", "succeeded", "failed", "cancelled");

    /** Done again where Meta could not process the video: then the next attempt uploads another. */
    private static final Set<String> REPEATABLE = Set.of("upload_video", "await_processing", "upload_thumbnail");

    private final List<String> contradictions = new ArrayList<>();
    private final Set<String> finishedSteps = new HashSet<>();
    private String holder;

    private History() {}

    /** What contradicts itself in the history of a job, in words. */
    static List<String> contradictions(List<Event> events) {
        History history = new History();
        events.forEach(history::read);
        return history.contradictions;
    }

    private void read(Event event) {
        if (CLAIMS.contains(event.type())) {
            boolean takenOver = event.type().equals("taken_over");
            if (takenOver != (holder != null)) {
                contradictions.add(event.type() + " by " + event.worker() + " while held by " + holder);
            }
            holder = event.worker();
        } else if (PARTINGS.contains(event.type())) {
            // No worker holds a job that waits: cancelling it names none.
            if (!Objects.equals(event.worker(), holder)) {
                contradictions.add(event.type() + " by " + event.worker() + " while held by " + holder);
            }
            holder = null;
            if (event.type().equals("attempt_failed")) {
                finishedSteps.removeAll(REPEATABLE);
            }
        } else if (event.type().equals("retried")) {
            finishedSteps.removeAll(REPEATABLE);
        } else if (event.type().equals("step_finished") && !finishedSteps.add(event.step())) {
            contradictions.add("The step " + event.step() + " was finished again");
        }
    }
}
