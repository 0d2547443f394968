package limits;

/**
 * The state of a gate.
 *
 * @param percent usage of the limit, -1 if unknown
 * @param blocked true if only a probe may call
 * @param blockedForMillis time until a probe may call; 0 if it may call now, or the gate is not blocked
 * @param slow true if calls are spaced out
 */
public record GateView(double percent, boolean blocked, long blockedForMillis, boolean slow) {}
