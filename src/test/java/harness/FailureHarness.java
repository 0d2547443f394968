package harness;

import static org.awaitility.Awaitility.await;

import harness.FailurePlan.Step;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Runs a {@link FailurePlan} against a cluster. When all faults are over, it checks the guarantees: each job with a 202
 * has succeeded, with exactly one usable video of the right bytes and exactly one creative at Meta, or was cancelled by
 * its caller, with the objects at Meta in its result; retried, it succeeds too. Nothing else is left: no blob, no
 * lease, no open intent, no object without a job. A job whose 202 was lost may exist or not; if it exists, the same
 * applies to it. A job may only fail if Meta could not process its video; its caller then retries it.
 */
final class FailureHarness {
    /**
     * Short waits and unlimited attempts: all faults are temporary, so no job may fail for good. The settle times cover
     * the longest delay of a plan.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
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
            Map.entry("CREATIVE_GRAPH_THROTTLE_WAIT", "300ms"),
            Map.entry("CREATIVE_GRAPH_MAX_THROTTLE_WAIT", "2s"),
            Map.entry("CREATIVE_GRAPH_BREAKER_DELAY", "500ms"),
            Map.entry("CREATIVE_GRAPH_INTENT_INTERVAL", "500ms"));

    private static final Duration LATEST_STEP = Duration.ofMinutes(5);
    private static final Duration TICK = Duration.ofMillis(5);

    private final Cluster cluster;
    private final Sabotage sabotage;

    FailureHarness(Cluster cluster) {
        this.cluster = cluster;
        this.sabotage = new Sabotage(cluster, SETTINGS);
    }

    /**
     * Runs the plan of a seed.
     *
     * @throws AssertionError if a guarantee was broken, with the details
     */
    void run(long seed, Duration length) {
        List<Step> plan = FailurePlan.of(seed, length);
        cluster.clear();
        FailurePlan.CLIENTS.forEach(
                client -> cluster.jobs().addClient(client, "act_400000000" + FailurePlan.CLIENTS.indexOf(client)));
        cluster.sandbox().set(Map.of("chunk_bytes", 8 * Clip.KIB, "latency_ms", 60, "video_processing_ms", 200));
        try (Callers callers = new Callers(cluster)) {
            play(plan, callers);
            sabotage.end();
            Instant calm = Instant.now();
            List<String> broken = new Promises(cluster, callers).broken(sabotage::replaceDead);
            System.out.printf(
                    "Seed %d: %d jobs accepted, %d calls to Meta, %s videos lost, %s cancelled, %s crashes, all over %d s"
                            + " after the last fault, %d guarantees broken%n",
                    seed,
                    callers.accepted().size(),
                    cluster.sandbox().state().calls().size(),
                    events("video_lost"),
                    events("cancelled"),
                    cluster.jobs().value("SELECT coalesce(sum(crashes), 0) FROM jobs"),
                    Duration.between(calm, Instant.now()).toSeconds(),
                    broken.size());
            if (!broken.isEmpty()) {
                String report = "Seed " + seed + " (replay it with -Dharness.first-seed=" + seed
                        + " -Dharness.seeds=1 -Dharness.seconds=" + length.toSeconds() + ")\n"
                        + String.join("\n", broken) + "\nduring these faults:\n"
                        + plan.stream().map(Step::toString).collect(Collectors.joining("\n"));
                // Immediately: a long run reports only at its end.
                System.out.println(report);
                throw new AssertionError(report);
            }
        }
    }

    private long events(String type) {
        return cluster.jobs().<Long>value("SELECT count(*) FROM job_events WHERE type = ?", type);
    }

    private void play(List<Step> plan, Callers callers) {
        long begin = System.nanoTime();
        for (Step step : plan) {
            await(step.what())
                    .pollDelay(Duration.ZERO)
                    .pollInterval(TICK)
                    .atMost(LATEST_STEP)
                    .until(() -> System.nanoTime() - begin >= step.at().toNanos());
            sabotage.replaceDead();
            step.wish().accept(callers);
            step.misfortune().accept(sabotage);
        }
    }
}
