package queue;

/** When a consumer acknowledges an entry. Until then it is pending, and delivered again once it has been idle long enough. */
public enum AcknowledgeMode {

    /** When its exchange is done and has not failed. Meanwhile heartbeats keep other consumers from claiming it. */
    COMPLETION,

    /**
     * When the route says so, through the {@link RedisStreamManualAck} in a header or the producer operation
     * {@link RedisStreamOperation#ACK}. An exchange that ends without it leaves the entry pending. There are no
     * heartbeats: a route that takes longer than {@code claimIdle} to acknowledge may see its entry given to another
     * consumer too.
     */
    ROUTE
}
