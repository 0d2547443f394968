package queue;

/**
 * The state of a stream, read by the operation {@link RedisStreamOperation#INFO}.
 *
 * @param incarnation a random id that is lost with the stream: if it changes, all entries added before are lost
 * @param length entries not yet acknowledged, delivered or not
 * @param pending entries delivered to a consumer of the group and not yet acknowledged
 * @param consumers consumers known to the group, including dead ones that were not removed yet
 */
public record StreamInfo(String incarnation, long length, long pending, long consumers) {

    /** Returns true if there is nothing to do. A stream that was lost starts empty. */
    public boolean isEmpty() {
        return length == 0;
    }

    /** Entries not yet delivered to a consumer of the group. */
    public long undelivered() {
        return Math.max(0, length - pending);
    }
}
