package queue;

/** What a producer of {@code redis-stream:} does with an exchange. */
public enum RedisStreamOperation {

    /** Adds the body to the stream: one entry, or one for each element of a collection. */
    ADD,

    /** Acknowledges the entries named in the header {@link RedisStreamConstants#ENTRY_ID} and deletes them. */
    ACK,

    /** Replaces the body by a {@link StreamInfo}. */
    INFO
}
