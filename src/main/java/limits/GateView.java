package limits;

/**
 * What is known of a gate.
 *
 * @param percent how much of the limit is used, -1 if that is not known
 * @param blocked whether nobody but a probe may call
 * @param blockedForMillis how much longer not even a probe may; 0 when the time has come, or the gate is not blocked
 * @param slow whether calls are spaced out
 */
public record GateView(double percent, boolean blocked, long blockedForMillis, boolean slow) {}
