package queue;

/**
 * When a consumer acknowledges an entry. Until then it is pending, and is delivered again once it has been idle for
 * {@code claimIdle}.
 */
public enum AcknowledgeMode {

    /** When its exchange completes without failure. Meanwhile heartbeats keep other consumers from claiming it. */
    COMPLETION,

    /**
     * When the route acknowledges it, through the {@link RedisStreamManualAck} in a header or the producer operation
     * {@link RedisStreamOperation#ACK}. An exchange that ends without it leaves the entry pending. There are no
     * heartbeats: if a route takes longer than {@code claimIdle}, another consumer may receive the entry too.
     */
    ROUTE
}
