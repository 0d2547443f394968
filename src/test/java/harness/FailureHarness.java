package harness;

import static org.awaitility.Awaitility.await;

import harness.FailurePlan.Order;
import harness.FailurePlan.Step;
import harness.SandboxControl.State;
import org.awaitility.core.ConditionTimeoutException;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a {@link FailurePlan} against a cluster and then, when all misfortune is over, asks for what was promised: each
 * job that was answered with 202 has succeeded, with exactly one video of the right bytes and exactly one creative at
 * Meta, and nothing is left of it but that: no blob, no lease, no open intent. A job whose 202 got lost may exist or not,
 * and is as good as any other if it does.
 */
final class FailureHarness implements AutoCloseable {
    static final int CLIENTS = 3;

    /**
     * Short waits, and no end of attempts: whatever fails here passes, so that no job may fail for good. The settle times
     * cover the longest delay of a plan, as they must cover Meta's.
     */
    static final Map<String, String> SETTINGS = Map.ofEntries(
            Map.entry("MAX_CONCURRENCY", "4"),
            Map.entry("GRAPH_TIMEOUT", "2s"),
            Map.entry("CREATIVE_JOBS_LEASE", "2s"),
            Map.entry("CREATIVE_JOBS_RENEW_INTERVAL", "500ms"),
            Map.entry("CREATIVE_JOBS_RELAY_INTERVAL", "200ms"),
            Map.entry("CREATIVE_JOBS_MAX_ATTEMPTS", "1000"),
            Map.entry("CREATIVE_JOBS_RETRY_DELAYS", "200ms,500ms"),
            Map.entry("CREATIVE_JOBS_MAX_CRASHES", "1000"),
            Map.entry("CREATIVE_JOBS_PROCESSING_POLL", "100ms"),
            Map.entry("CREATIVE_JOBS_MAX_PROCESSING_POLL", "500ms"),
            Map.entry("CREATIVE_API_IDEMPOTENCY_LEASE", "2s"),
            Map.entry("CREATIVE_API_IDEMPOTENCY_RENEW_INTERVAL", "500ms"),
            Map.entry("CREATIVE_BLOBS_SWEEP_INTERVAL", "1s"),
            Map.entry("CREATIVE_BLOBS_ORPHAN_AGE", "12s"),
            Map.entry("CREATIVE_GRAPH_CALLS_PER_SECOND", "200"),
            Map.entry("CREATIVE_GRAPH_ACCOUNT_CONCURRENCY", "4"),
            Map.entry("CREATIVE_GRAPH_REDELIVERY_DELAY", "50ms"),
            Map.entry("CREATIVE_GRAPH_MAX_REDELIVERY_DELAY", "500ms"),
            Map.entry("CREATIVE_GRAPH_SETTLE_AFTER_CLOSE", "2s"),
            Map.entry("CREATIVE_GRAPH_SETTLE_AFTER_TIMEOUT", "2s"),
            Map.entry("CREATIVE_GRAPH_INTENT_INTERVAL", "500ms"));

    private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(120);
    private static final Duration CLEANUP_LIMIT = Duration.ofSeconds(40);
    private static final Duration POLL = Duration.ofMillis(250);
    private static final long RETRY_MILLIS = 200;
    private static final int MOST_REPORTS = 3;

    private final Cluster cluster;
    private final Sabotage sabotage;
    private final ScheduledExecutorService callers = Executors.newScheduledThreadPool(8);
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Map<String, Clip> accepted = new ConcurrentHashMap<>();
    private final Map<String, Clip> clips = new ConcurrentHashMap<>();

    FailureHarness(Cluster cluster) {
        this.cluster = cluster;
        this.sabotage = new Sabotage(cluster, SETTINGS);
    }

    /**
     * Runs the plan of a seed.
     *
     * @throws AssertionError if a promise was broken, with what there is to know of it
     */
    void run(long seed, Duration length) {
        accepted.clear();
        clips.clear();
        cluster.clear();
        for (int client = 0; client < CLIENTS; client++) {
            cluster.jobs().addClient(clientId(client), "act_400000000" + client);
        }
        cluster.sandbox().set(Map.of("chunk_bytes", 16 * Clip.KIB, "latency_ms", 20, "video_processing_ms", 200));
        List<Step> plan = FailurePlan.of(seed, length);

        play(plan);
        sabotage.end();
        Instant calm = Instant.now();

        List<String> broken = new ArrayList<>();
        if (awaitAnswers(broken)) {
            awaitEnd(broken);
            check(broken);
            awaitCleanliness(broken);
        }
        System.out.printf(
                "Seed %d: %d misfortunes, %d jobs accepted, %s crashes, all over after another %d s, %d promises broken%n",
                seed,
                plan.stream().filter(step -> step.orders().isEmpty()).count(),
                accepted.size(),
                cluster.jobs().value("SELECT coalesce(sum(crashes), 0) FROM jobs"),
                Duration.between(calm, Instant.now()).toSeconds(),
                broken.size());
        if (!broken.isEmpty()) {
            throw new AssertionError("Seed " + seed + " (replay it with -Dharness.first-seed=" + seed
                    + " -Dharness.seeds=1 -Dharness.seconds=" + length.toSeconds() + ")\n"
                    + String.join("\n", broken) + "\nwhen this happened:\n"
                    + String.join("\n", plan.stream().map(Step::toString).toList()));
        }
    }

    private void play(List<Step> plan) {
        long begin = System.nanoTime();
        for (Step step : plan) {
            await(step.what())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(5))
                    .atMost(RECOVERY_LIMIT)
                    .until(() -> System.nanoTime() - begin >= step.at().toNanos());
            step.orders().forEach(order -> {
                unanswered.incrementAndGet();
                callers.execute(() -> submit(order, 1));
            });
            step.misfortune().accept(sabotage);
        }
    }

    /**
     * A caller that gets no 202 tries again: with a key it asks for the same job, without one, as it cannot know whether
     * there is a job, for another.
     */
    private void submit(Order order, int attempt) {
        Clip clip = order.keyed()
                ? clips.computeIfAbsent(order.name(), name -> cluster.clip(name, order.bytes()))
                : cluster.clip(order.name() + "-try-" + attempt, order.bytes());
        clips.put(clip.name(), clip);
        String clientId = clientId(order.client());
        try {
            ApiClient.Answer answer = order.keyed()
                    ? cluster.api().submitOnce(clientId, clip, order.name())
                    : cluster.api().submit(clientId, clip);
            if (answer.accepted()) {
                accepted.put(answer.jobId(), clip);
                unanswered.decrementAndGet();
                return;
            }
        } catch (IOException e) {
            // the API is away, or went while it had the call
        }
        callers.schedule(() -> submit(order, attempt + 1), RETRY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static String clientId(int client) {
        return "client-" + client;
    }

    private boolean awaitAnswers(List<String> broken) {
        return holds(broken, "every caller gets a 202 at last", RECOVERY_LIMIT, () -> unanswered.get() == 0);
    }

    private void awaitEnd(List<String> broken) {
        holds(
                broken,
                "every job comes to an end",
                RECOVERY_LIMIT,
                () -> cluster.jobs().count("finished_at IS NULL") == 0);
    }

    private void awaitCleanliness(List<String> broken) {
        holds(broken, "no blob is left", CLEANUP_LIMIT, () -> cluster.blobs().isEmpty());
        holds(broken, "no upload is left", CLEANUP_LIMIT, () -> cluster.uploads()
                .isEmpty());
        holds(
                broken,
                "no lease is left",
                CLEANUP_LIMIT,
                () -> cluster.jobs().count("lease_until IS NOT NULL OR worker IS NOT NULL") == 0);
        holds(
                broken,
                "no intent is open",
                CLEANUP_LIMIT,
                () -> cluster.jobs().<Long>value("SELECT count(*) FROM intents WHERE state = 'open'") == 0);
    }

    private static boolean holds(List<String> broken, String promise, Duration limit, Callable<Boolean> condition) {
        try {
            await(promise).atMost(limit).pollInterval(POLL).until(condition);
            return true;
        } catch (ConditionTimeoutException e) {
            broken.add("Not within " + limit.toSeconds() + " s: " + promise);
            return false;
        }
    }

    private void check(List<String> broken) {
        Map<String, String> statuses = new HashMap<>();
        Map<String, List<String>> ids = new HashMap<>();
        cluster.jobs()
                .select("SELECT job_id::text AS id, status::text AS status, input_json ->> 'name' AS name FROM jobs")
                .forEach(row -> {
                    statuses.put((String) row.get("id"), (String) row.get("status"));
                    ids.computeIfAbsent((String) row.get("name"), name -> new ArrayList<>())
                            .add((String) row.get("id"));
                });
        Set<String> wronged = ConcurrentHashMap.newKeySet();
        accepted.keySet().stream()
                .filter(id -> !statuses.containsKey(id))
                .forEach(id -> broken.add("The job " + id + " was accepted and is not there"));
        statuses.forEach((id, status) -> {
            if (!status.equals("succeeded")) {
                broken.add("The job " + id + " is " + status);
                wronged.add(id);
            }
        });
        State state = cluster.sandbox().state();
        clips.values().forEach(clip -> {
            List<String> jobs = ids.getOrDefault(clip.name(), List.of());
            int videos = state.videos(clip.sha256()).size();
            int creatives = state.creatives(clip.name()).size();
            if (jobs.size() > 1 || videos != jobs.size() || creatives != jobs.size()) {
                broken.add("There are " + jobs.size() + " jobs, " + videos + " videos and " + creatives
                        + " creatives of " + clip.name());
                wronged.addAll(jobs);
            }
        });
        JobReport report = new JobReport(cluster);
        wronged.stream().limit(MOST_REPORTS).map(report::of).forEach(broken::add);
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }
}
