package jobs;

import java.time.Duration;
import java.util.Map;

/**
 * Tasks that run once per interval over all processes, whichever process asks first. When a task is due next is in the
 * database, so that neither the number of processes nor a restart changes how often it runs.
 */
public final class ClusterSchedule {

    private static final int POLLS_PER_INTERVAL = 10;
    private static final Duration SHORTEST_POLL = Duration.ofMillis(100);

    private ClusterSchedule() {}

    /** The parameters of {@code take-scheduled-task.sql}. */
    public static Map<String, Object> request(String task, Duration interval) {
        return Map.of("task", task, "interval_seconds", interval.toMillis() / 1000.0);
    }

    /** How often a process asks, in milliseconds: a run is late by no more than that. */
    public static long pollMillis(Duration interval) {
        return Math.max(interval.toMillis() / POLLS_PER_INTERVAL, SHORTEST_POLL.toMillis());
    }
}
