package harness;

import static org.awaitility.Awaitility.await;

import harness.SandboxControl.State;
import org.awaitility.core.ConditionTimeoutException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** What must hold when all misfortune is over; collects what does not. */
final class Promises {
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MOST_REPORTS = 3;

    /** Types of problems: Meta gave up on a video, or has it no more. */
    private static final Set<String> FAILURES_OF_META =
            Set.of("/problems/meta-failed", "/problems/rejected-by-meta", "/problems/not-found");

    private final Cluster cluster;
    private final Callers callers;
    private final List<String> broken = new ArrayList<>();
    private final Set<String> unforeseen = new HashSet<>();

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
        Runnable care = () -> {
            meanwhile.run();
            retryFailed();
        };
        expect("every caller gets a 202 at last", RECOVERY_LIMIT, care, callers::allAnswered);
        expect(
                "every job succeeds or is cancelled",
                RECOVERY_LIMIT,
                care,
                () -> none("jobs WHERE status NOT IN (" + "'succeeded', 'cancelled')"));
        expect("no lease is left", CLEANUP_LIMIT, meanwhile, () -> none("jobs WHERE lease_until IS NOT NULL"));
        expect("no intent is open", CLEANUP_LIMIT, meanwhile, () -> none("intents WHERE state = 'open'"));
        expect("every creative at Meta is in the result of one job", CLEANUP_LIMIT, meanwhile, () -> strangers()
                .isEmpty());
        checkResults();
        expect("no blob is left but of cancelled jobs", CLEANUP_LIMIT, meanwhile, () -> blobs().isEmpty());
        expect("no upload is left", CLEANUP_LIMIT, meanwhile, () -> cluster.uploads()
                .isEmpty());
        return broken;
    }

    /**
     * What a caller does whose job has failed. A job may fail where Meta gave up on its video, and a failure is told as
     * Meta's; any other would be one of the service.
     */
    private void retryFailed() {
        cluster.jobs()
                .select("SELECT job_id::text AS id, error_json ->> 'type' AS type, error_json ->> 'detail' AS detail"
                        + " FROM jobs WHERE status = 'failed'")
                .forEach(row -> {
                    String id = (String) row.get("id");
                    if (!FAILURES_OF_META.contains((String) row.get("type")) && unforeseen.add(id)) {
                        broken.add("The job " + id + " failed with " + row.get("type") + ": " + row.get("detail"));
                    }
                    callers.retry(id);
                });
    }

    /** The blobs that no cancelled job keeps for a retry. */
    private List<Path> blobs() {
        Set<String> kept =
                cluster.jobs().select("SELECT job_id::text AS id FROM jobs WHERE status = 'cancelled'").stream()
                        .map(row -> (String) row.get("id"))
                        .collect(Collectors.toSet());
        return cluster.blobs().stream()
                .filter(folder -> !kept.contains(folder.getFileName().toString()))
                .toList();
    }

    /** The creatives at Meta that no job has in its result, or more than one job. */
    private List<String> strangers() {
        Map<String, Long> results = cluster
                .jobs()
                .select("SELECT result_json ->> 'creative_id' AS id FROM jobs"
                        + " WHERE result_json ->> 'creative_id' IS NOT NULL")
                .stream()
                .collect(Collectors.groupingBy(row -> (String) row.get("id"), Collectors.counting()));
        return cluster.sandbox().state().creatives().stream()
                .map(creative -> creative.path("id").asText())
                .filter(id -> results.getOrDefault(id, 0L) != 1)
                .toList();
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

    /**
     * Each job has ended in a way that makes sense: with one usable video and one creative where it succeeded, at most one
     * where its caller cancelled it. What is no job has none.
     */
    private void checkResults() {
        Map<String, List<String>> jobs = new HashMap<>();
        Set<String> succeeded = new HashSet<>();
        Set<String> wronged = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        cluster.jobs()
                .select("SELECT job_id::text AS id, status::text AS status, input_json ->> 'name' AS name FROM jobs")
                .forEach(row -> {
                    String id = (String) row.get("id");
                    known.add(id);
                    jobs.computeIfAbsent((String) row.get("name"), name -> new ArrayList<>())
                            .add(id);
                    if (row.get("status").equals("succeeded")) {
                        succeeded.add(id);
                    } else if (!row.get("status").equals("cancelled") || !callers.hasCancelled(id)) {
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
            int least = (int) ofClip.stream().filter(succeeded::contains).count();
            int videos = state.livingVideos(clip.sha256()).size();
            int creatives = state.creatives(clip.name()).size();
            if (ofClip.size() > 1
                    || videos < least
                    || videos > ofClip.size()
                    || creatives < least
                    || creatives > ofClip.size()) {
                broken.add("Of " + clip.name() + " there are " + ofClip.size() + " jobs, " + least
                        + " of them succeeded, " + videos + " usable videos and " + creatives + " creatives");
                wronged.addAll(ofClip);
            }
        }
        strangers().forEach(id -> broken.add("The creative " + id + " is not in the result of exactly one job"));
        checkIntents(wronged);
        JobReport report = new JobReport(cluster);
        wronged.stream().limit(MOST_REPORTS).map(report::of).forEach(broken::add);
    }

    /** What the service wrote down before each create agrees with what the job says came of it. */
    private void checkIntents(Set<String> wronged) {
        cluster.jobs()
                .select("SELECT i.job_id::text AS id, i.state, i.object_id, j.result_json ->> 'creative_id' AS result"
                        + " FROM intents i JOIN jobs j USING (job_id)")
                .forEach(row -> {
                    boolean settled = row.get("state").equals("settled");
                    if (settled != (row.get("object_id") != null)
                            || !Objects.equals(row.get("object_id"), row.get("result"))) {
                        broken.add("The intent of job " + row.get("id") + " is " + row.get("state") + " with object "
                                + row.get("object_id") + ", the job's result has " + row.get("result"));
                        wronged.add((String) row.get("id"));
                    }
                });
    }
}
