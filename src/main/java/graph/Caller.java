package graph;

import java.time.Duration;
import java.time.Instant;

/**
 * On whose behalf Meta is called: it decides whose slots a call takes and how long it may last.
 *
 * @param role {@code api} or {@code worker}
 * @param deadline when the caller's own time is up, or null if it has none
 */
public record Caller(Role role, Instant deadline) {

    /** The role whose slots are taken. */
    public enum Role {
        API,
        WORKER
    }

    /** A worker: its jobs may take their time. */
    public static final Caller WORKER = new Caller(Role.WORKER, null);

    /** What is left until the deadline, at most {@code most}; zero when it has passed. */
    public Duration remaining(Instant now, Duration most) {
        if (deadline == null) {
            return most;
        }
        Duration left = Duration.between(now, deadline);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Whether the time is up. */
    public boolean isLate(Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }
}
