package queue;

import org.apache.camel.spi.Metadata;

/** Names of headers and fields. */
public final class RedisStreamConstants {

    /** The scheme of the component. */
    public static final String SCHEME = "redis-stream";

    @Metadata(
            label = "common",
            description = "The id of the entry. After adding a collection, the list of ids in its order.",
            javaType = "String or List<String>")
    public static final String ENTRY_ID = "CamelRedisStreamEntryId";

    @Metadata(
            label = "producer",
            description = "The incarnation of the stream: another one means that all former entries are gone.",
            javaType = "String")
    public static final String INCARNATION = "CamelRedisStreamIncarnation";

    @Metadata(label = "consumer", description = "The stream the entry was read from.", javaType = "String")
    public static final String STREAM_NAME = "CamelRedisStreamName";

    @Metadata(
            label = "consumer",
            description = "How many times the entry has been delivered, this time included.",
            javaType = "long")
    public static final String DELIVERY_COUNT = "CamelRedisStreamDeliveryCount";

    @Metadata(
            label = "consumer",
            description = "With acknowledge=ROUTE: acknowledges the entry.",
            javaType = "queue.RedisStreamManualAck")
    public static final String MANUAL_ACK = "CamelRedisStreamManualAck";

    /** The field of an entry that holds a body which is not a map. */
    public static final String BODY_FIELD = "body";

    /** What is appended to the name of a stream for the key that holds its incarnation. */
    public static final String INCARNATION_SUFFIX = ":incarnation";

    /** Field of a dead letter: the stream it was moved from. */
    public static final String ORIGIN_STREAM_FIELD = "originStream";

    /** Field of a dead letter: its entry id in the stream it was moved from. */
    public static final String ORIGIN_ENTRY_ID_FIELD = "originEntryId";

    /** Field of a dead letter: how many times it was delivered in vain. */
    public static final String ORIGIN_DELIVERY_COUNT_FIELD = "originDeliveryCount";

    private RedisStreamConstants() {}
}
