package harness;

import static org.awaitility.Awaitility.await;

import harness.JobTable.Event;
import harness.SandboxControl.State;
import org.awaitility.core.ConditionTimeoutException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Checks the guarantees when all faults are over, and collects violations. */
final class Promises {
    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final int MOST_REPORTS = 3;

    /** Maximum average number of calls to Meta per job: more indicate an endless loop. */
    private static final int MOST_CALLS = 250;

    /** The only permitted failure of a job, if Meta could not process its video. */
    private static final String VIDEO_LOST = "Meta could not process the video: ";

    /** A job's progress and its checkpoint contradict each other. */
    private static final String WRONG_PROGRESS = "bytes_sent <> CASE"
            + " WHEN checkpoint_json ->> 'last_step' IS NOT NULL THEN bytes_total"
            + " ELSE coalesce((checkpoint_json -> 'upload' ->> 'start_offset')::bigint, 0) END";

    private final Cluster cluster;
    private final Callers callers;
    private final List<String> broken = new ArrayList<>();
    private final Set<String> wronged = new LinkedHashSet<>();

    Promises(Cluster cluster, Callers callers) {
        this.cluster = cluster;
        this.callers = callers;
    }

    /**
     * Waits for the expected state and then checks all objects; then retries the cancelled jobs, and checks again.
     *
     * @param meanwhile repeated during the wait
     * @return the violations, with the history of their jobs
     */
    List<String> broken(Runnable meanwhile) {
        expect("every caller gets a 202 at last", RECOVERY_LIMIT, meanwhile, callers::allAnswered);
        settle(meanwhile);
        List<String> cancelled = jobs("status = 'cancelled'");
        if (broken.isEmpty() && !cancelled.isEmpty()) {
            cancelled.forEach(callers::retry);
            settle(meanwhile);
            jobs("status <> 'succeeded'").forEach(id -> wrong(id, "has not succeeded after a retry"));
        }
        JobReport report = new JobReport(cluster);
        wronged.stream().limit(MOST_REPORTS).map(report::of).forEach(broken::add);
        return broken;
    }

    private void settle(Runnable meanwhile) {
        expect("every job succeeds or is cancelled", RECOVERY_LIMIT, meanwhile, () -> {
            jobs(WRONG_PROGRESS).forEach(id -> wrong(id, "has another progress than Meta"));
            jobs("status = 'failed'").forEach(callers::retry);
            return jobs("status NOT IN ('succeeded', 'cancelled')").isEmpty();
        });
        expect("no lease is left", CLEANUP_LIMIT, meanwhile, () -> jobs("lease_until IS NOT NULL")
                .isEmpty());
        expect("no intent is open", CLEANUP_LIMIT, meanwhile, () -> openIntents() == 0);
        expect("every creative at Meta is in the result of one job", CLEANUP_LIMIT, meanwhile, () -> strangers()
                .isEmpty());
        checkJobs();
        checkIntents();
        checkCalls();
        expect("no blob is left but those of cancelled jobs", CLEANUP_LIMIT, meanwhile, () -> blobs().equals(
                        Set.copyOf(jobs("status = 'cancelled'"))));
        expect("no upload is left", CLEANUP_LIMIT, meanwhile, () -> cluster.uploads()
                .isEmpty());
    }

    /** The ids of the jobs that meet a condition. */
    private List<String> jobs(String condition) {
        return cluster.jobs().select("SELECT job_id::text AS id FROM jobs WHERE " + condition).stream()
                .map(row -> (String) row.get("id"))
                .toList();
    }

    private long openIntents() {
        return cluster.jobs().<Long>value("SELECT count(*) FROM intents WHERE state = 'open'");
    }

    /** Records a violation for a job, once. */
    private void wrong(String jobId, String what) {
        wronged.add(jobId);
        String sentence = "The job " + jobId + " " + what;
        if (!broken.contains(sentence)) {
            broken.add(sentence);
        }
    }

    /** The ids of the jobs that have blobs. */
    private Set<String> blobs() {
        return cluster.blobs().stream()
                .map(folder -> folder.getFileName().toString())
                .collect(Collectors.toSet());
    }

    /** The creatives at Meta that are in no job's result, or in several. */
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
     * Each job has ended consistently: with one usable video and one creative if it succeeded, with at most one of each
     * if it was cancelled. No other objects exist.
     */
    private void checkJobs() {
        State state = cluster.sandbox().state();
        Map<String, Clip> clips = callers.clips().stream().collect(Collectors.toMap(Clip::name, clip -> clip));
        Map<String, String> jobs = new HashMap<>();
        Set<String> succeeded = new HashSet<>();
        Set<String> known = new HashSet<>();
        cluster.jobs()
                .select("SELECT job_id::text AS id, status::text AS status, input_json ->> 'name' AS name,"
                        + " result_json ->> 'video_id' AS video, result_json ->> 'creative_id' AS creative,"
                        + " result_json ->> 'image_hash' AS image, result_json ->> 'verified' AS verified,"
                        + " result_json ->> 'deduplicated' AS deduplicated, result_json ->> 'differences' AS differences"
                        + " FROM jobs")
                .forEach(row -> {
                    String id = (String) row.get("id");
                    String name = (String) row.get("name");
                    known.add(id);
                    if (jobs.put(name, id) != null) {
                        wrong(id, "is another one of the same call");
                    }
                    if (row.get("status").equals("succeeded")) {
                        succeeded.add(name);
                        checkResult(row, clips.get(name), state);
                    } else if (!row.get("status").equals("cancelled") || !callers.hasCancelled(id)) {
                        wrong(id, "is " + row.get("status"));
                    }
                    checkHistory(id, clips.get(name), state);
                });
        callers.accepted().keySet().stream()
                .filter(id -> !known.contains(id))
                .forEach(id -> broken.add("The job " + id + " was accepted and is not there"));
        for (Clip clip : clips.values()) {
            int most = jobs.containsKey(clip.name()) ? 1 : 0;
            int least = succeeded.contains(clip.name()) ? 1 : 0;
            int videos = state.livingVideos(clip.sha256()).size();
            int creatives = state.creatives(clip.name()).size();
            if (videos < least || videos > most || creatives < least || creatives > most) {
                broken.add("Of " + clip.name() + " there are " + most + " jobs, " + least + " of them succeeded, "
                        + videos + " usable videos and " + creatives + " creatives");
                Optional.ofNullable(jobs.get(clip.name())).ifPresent(wronged::add);
            }
        }
        strangers().forEach(id -> broken.add("The creative " + id + " is not in the result of exactly one job"));
    }

    /** The result of a succeeded job has the objects at Meta. It is not verified if the read-back failed. */
    private void checkResult(Map<String, Object> row, Clip clip, State state) {
        String id = (String) row.get("id");
        Object video = row.get("video");
        if (state.livingVideos(clip.sha256()).stream()
                .noneMatch(living -> living.path("id").asText().equals(video))) {
            wrong(id, "has the video " + video + " in its result, which is not the one at Meta");
        }
        if (state.creatives(clip.name()).stream()
                .noneMatch(creative -> creative.path("id").asText().equals(row.get("creative"))
                        && creative.at("/object_story_spec/video_data/video_id")
                                .asText()
                                .equals(video)
                        && creative.at("/object_story_spec/video_data/image_hash")
                                .asText()
                                .equals(row.get("image")))) {
            wrong(id, "has a creative in its result, " + row + ", which is not the one at Meta");
        }
        if (row.get("verified") == null || row.get("deduplicated") != null || row.get("differences") != null) {
            wrong(id, "has a read-back in its result, " + row + ", which Meta has not given");
        }
    }

    /** A job only fails if Meta could not process one of its videos. */
    private void checkHistory(String id, Clip clip, State state) {
        List<Event> events = cluster.jobs().events(id);
        History.contradictions(events).forEach(contradiction -> wrong(id, "has a wrong history: " + contradiction));
        List<Event> failures =
                events.stream().filter(event -> event.type().equals("failed")).toList();
        failures.stream()
                .filter(event -> event.detail() == null || !event.detail().startsWith(VIDEO_LOST))
                .forEach(event -> wrong(id, "failed without need: " + event.detail()));
        long losses = events.stream()
                .filter(event -> event.type().equals("video_lost"))
                .count();
        int dead = state.deadVideos(clip.sha256()).size();
        if (failures.size() > losses || losses > dead) {
            wrong(
                    id,
                    "failed " + failures.size() + " times and lost " + losses + " videos, of which Meta gave up "
                            + dead);
        }
    }

    /** The intents agree with the results of their jobs. */
    private void checkIntents() {
        cluster.jobs()
                .select("SELECT i.job_id::text AS id, i.state, i.object_id, j.result_json ->> 'creative_id' AS result"
                        + " FROM intents i JOIN jobs j USING (job_id)")
                .forEach(row -> {
                    boolean settled = row.get("state").equals("settled");
                    if (settled != (row.get("object_id") != null)
                            || !Objects.equals(row.get("object_id"), row.get("result"))) {
                        wrong(
                                (String) row.get("id"),
                                "has an intent that is " + row.get("state") + " with object " + row.get("object_id")
                                        + ", and a result with " + row.get("result"));
                    }
                });
    }

    private void checkCalls() {
        int calls = cluster.sandbox().state().calls().size();
        long jobs = cluster.jobs().count("true");
        if (calls > MOST_CALLS * jobs) {
            broken.add("Meta was called " + calls + " times for " + jobs + " jobs");
        }
    }
}
