package harness;

import static org.awaitility.Awaitility.await;

import harness.SandboxControl.State;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;

/** What must hold when all misfortune is over; collects what does not. */
final class Promises {
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MOST_REPORTS = 3;

    private final Cluster cluster;
    private final Callers callers;
    private final List<String> broken = new ArrayList<>();

    Promises(Cluster cluster, Callers callers) {
        this.cluster = cluster;
        this.callers = callers;
    }

    /**
     * Waits for what comes in time and then looks at all that was made.
     *
     * @param meanwhile done again and again while it waits
     * @return what was broken, in words, with the history of jobs that it happened to
     */
    List<String> broken(Runnable meanwhile) {
        expect("every caller gets a 202 at last", RECOVERY_LIMIT, meanwhile, callers::allAnswered);
        expect("every job comes to an end", RECOVERY_LIMIT, meanwhile, () -> none("jobs WHERE finished_at IS NULL"));
        checkResults();
        expect("no blob is left", CLEANUP_LIMIT, meanwhile, () -> cluster.blobs()
                .isEmpty());
        expect("no upload is left", CLEANUP_LIMIT, meanwhile, () -> cluster.uploads()
                .isEmpty());
        expect("no lease is left", CLEANUP_LIMIT, meanwhile, () -> none("jobs WHERE lease_until IS NOT NULL"));
        expect("no intent is open", CLEANUP_LIMIT, meanwhile, () -> none("intents WHERE state = 'open'"));
        return broken;
    }

    private boolean none(String rows) {
        return cluster.jobs().<Long>value("SELECT count(*) FROM " + rows) == 0;
    }

    private void expect(String promise, Duration limit, Runnable meanwhile, Callable<Boolean> condition) {
        try {
            await(promise).atMost(limit).pollInterval(POLL).until(() -> {
                meanwhile.run();
                return condition.call();
            });
        } catch (ConditionTimeoutException e) {
            broken.add("Not within " + limit.toSeconds() + " s: " + promise);
        }
    }

    /** Each job has succeeded in a way that makes sense, with one video and one creative; what is no job has none. */
    private void checkResults() {
        Map<String, List<String>> jobs = new HashMap<>();
        Set<String> wronged = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        cluster.jobs()
                .select("SELECT job_id::text AS id, status::text AS status, input_json ->> 'name' AS name FROM jobs")
                .forEach(row -> {
                    String id = (String) row.get("id");
                    known.add(id);
                    jobs.computeIfAbsent((String) row.get("name"), name -> new ArrayList<>())
                            .add(id);
                    if (!row.get("status").equals("succeeded")) {
                        broken.add("The job " + id + " is " + row.get("status"));
                        wronged.add(id);
                    }
                    for (String contradiction :
                            History.contradictions(cluster.jobs().events(id))) {
                        broken.add("The job " + id + ": " + contradiction);
                        wronged.add(id);
                    }
                });
        callers.accepted().keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> broken.add("The job " + id + " was accepted and is not there"));
        State state = cluster.sandbox().state();
        for (Clip clip : callers.clips()) {
            List<String> ofClip = jobs.getOrDefault(clip.name(), List.of());
            int videos = state.videos(clip.sha256()).size();
            int creatives = state.creatives(clip.name()).size();
            if (ofClip.size() > 1 || videos != ofClip.size() || creatives != ofClip.size()) {
                broken.add("Of " + clip.name() + " there are " + ofClip.size() + " jobs, " + videos + " videos and "
                        + creatives + " creatives");
                wronged.addAll(ofClip);
            }
        }
        JobReport report = new JobReport(cluster);
        wronged.stream().limit(MOST_REPORTS).map(report::of).forEach(broken::add);
    }
}
