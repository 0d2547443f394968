package queue;

import org.apache.camel.spi.Metadata;

/** Names of headers and fields. */
public final class RedisStreamConstants {

    public static final String SCHEME = "redis-stream";

    @Metadata(
            label = "common",
            description = "The id of the entry. After adding a collection, the list of ids in its order.",
            javaType = "String or List<String>")
    public static final String ENTRY_ID = "CamelRedisStreamEntryId";

    @Metadata(
            label = "producer",
            description = "The incarnation of the stream. If it changes, all former entries are lost.",
            javaType = "String")
    public static final String INCARNATION = "CamelRedisStreamIncarnation";

    @Metadata(label = "consumer", description = "The stream the entry was read from.", javaType = "String")
    public static final String STREAM_NAME = "CamelRedisStreamName";

    @Metadata(
            label = "consumer",
            description = "Number of deliveries of the entry, including this one.",
            javaType = "long")
    public static final String DELIVERY_COUNT = "CamelRedisStreamDeliveryCount";

    @Metadata(
            label = "consumer",
            description = "With acknowledge=ROUTE: acknowledges the entry.",
            javaType = "queue.RedisStreamManualAck")
    public static final String MANUAL_ACK = "CamelRedisStreamManualAck";

    /** The field of an entry that holds a body that is not a map. */
    public static final String BODY_FIELD = "body";

    /** Suffix of the key that holds the incarnation of a stream. */
    public static final String INCARNATION_SUFFIX = ":incarnation";

    /** Field of a dead letter: the stream it was moved from. */
    public static final String ORIGIN_STREAM_FIELD = "originStream";

    /** Field of a dead letter: its entry id in the stream it was moved from. */
    public static final String ORIGIN_ENTRY_ID_FIELD = "originEntryId";

    /** Field of a dead letter: its number of deliveries. */
    public static final String ORIGIN_DELIVERY_COUNT_FIELD = "originDeliveryCount";

    private RedisStreamConstants() {}
}
