package graph;

import java.util.List;

/**
 * A call that the {@link Governor} has let through.
 *
 * @param keys what it counts against
 * @param call names it
 * @param waitMillis how long it is to wait before it is made, to be spaced out
 * @param probe whether it probes a gate that was blocked
 * @param goodUntil until when it may be made without another look at the gates, in milliseconds
 */
record Admission(List<GateKey> keys, String call, long waitMillis, boolean probe, long goodUntil) {}
