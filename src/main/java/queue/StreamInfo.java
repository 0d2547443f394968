package queue;

/**
 * The state of a stream, as the operation {@link RedisStreamOperation#INFO} finds it.
 *
 * @param incarnation a random id that lives and dies with the stream: another one means that every entry added under
 *     the former is gone
 * @param length entries not acknowledged yet, delivered or not
 * @param pending entries delivered to a consumer of the group and not acknowledged yet
 * @param consumers consumers known to the group, dead ones included until they are forgotten
 */
public record StreamInfo(String incarnation, long length, long pending, long consumers) {

    /** Whether there is nothing to do, or nothing left: a stream that was lost begins empty. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Entries that no consumer of the group has been given yet. */
    public long undelivered() {
        return Math.max(0, length - pending);
    }
}
