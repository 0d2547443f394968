package graph;

import java.time.Duration;
import java.time.Instant;

/**
 * On whose behalf Meta is called, which determines the slots and the time limit.
 *
 * @param role {@code api} or {@code worker}
 * @param deadline the caller's deadline, or null
 */
public record Caller(Role role, Instant deadline) {

    public enum Role {
        API,
        WORKER
    }

    /** A worker, whose jobs have no deadline. */
    public static final Caller WORKER = new Caller(Role.WORKER, null);

    /** The time until the deadline, at most {@code most}; zero after it. */
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

    /** Returns true after the deadline. */
    public boolean isLate(Instant now) {
        return deadline != null && !now.isBefore(deadline);
    }
}
