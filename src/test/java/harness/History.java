package harness;

import harness.JobTable.Event;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Checks that a job's history is consistent: one worker holds it at a time, only the holder writes, and each step is
 * finished once, unless Meta lost its video. A write after the lease was lost would show here.
 */
final class History {
    private static final Set<String> CLAIMS = Set.of("started", "resumed", "taken_over");
    private static final Set<String> PARTINGS =
            Set.of("waiting", "handed_back", "attempt_failed", "succeeded", "failed", "cancelled");

    /** Repeated with another video where Meta lost the first one. */
    private static final Set<String> OF_THE_VIDEO = Set.of("upload_video", "await_processing", "upload_thumbnail");

    /** Repeated by a retry that finds no creative: Meta may have lost the video meanwhile. */
    private static final Set<String> AFTER_THE_UPLOAD = Set.of("await_processing", "upload_thumbnail");

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
        } else if (event.type().equals("video_lost")) {
            finishedSteps.removeAll(OF_THE_VIDEO);
        } else if (event.type().equals("retried") && !finishedSteps.contains("create_creative")) {
            finishedSteps.removeAll(AFTER_THE_UPLOAD);
        } else if (event.type().equals("step_finished") && !finishedSteps.add(event.step())) {
            contradictions.add("The step " + event.step() + " was finished again");
        }
    }
}
