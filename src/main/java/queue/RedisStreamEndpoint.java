package queue;

import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.HeaderFilterStrategy;
import org.apache.camel.spi.HeaderFilterStrategyAware;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultHeaderFilterStrategy;
import org.apache.camel.util.InetAddressUtil;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** A stream in Redis, with the options of its producers and consumers. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = RedisStreamConstants.SCHEME,
        title = "Redis Stream",
        syntax = "redis-stream:streamName",
        category = {Category.MESSAGING},
        headersClass = RedisStreamConstants.class)
public class RedisStreamEndpoint extends DefaultEndpoint implements HeaderFilterStrategyAware {

    @UriPath(description = "The key of the stream.")
    private final String streamName;

    @UriParam(label = "common")
    private String group = "camel";

    @UriParam(label = "common", defaultValue = "2s", javaType = "java.time.Duration")
    private long timeout = 2_000;

    @UriParam(label = "common")
    private String headerNames;

    @UriParam(label = "common,advanced")
    private HeaderFilterStrategy headerFilterStrategy = camelHeadersOnlyInside();

    @UriParam(label = "producer", defaultValue = "ADD", enums = "ADD,ACK,INFO")
    private RedisStreamOperation operation = RedisStreamOperation.ADD;

    @UriParam(label = "consumer", defaultValue = "1")
    private int concurrentConsumers = 1;

    @UriParam(label = "consumer", defaultValue = "COMPLETION", enums = "COMPLETION,ROUTE")
    private AcknowledgeMode acknowledge = AcknowledgeMode.COMPLETION;

    @UriParam(label = "consumer")
    private String consumerName;

    @UriParam(label = "consumer", defaultValue = "2s", javaType = "java.time.Duration")
    private long block = 2_000;

    @UriParam(label = "consumer", defaultValue = "10s", javaType = "java.time.Duration")
    private long claimIdle = 10_000;

    @UriParam(label = "consumer", defaultValue = "2s", javaType = "java.time.Duration")
    private long claimInterval = 2_000;

    @UriParam(label = "consumer", defaultValue = "0")
    private int maxDeliveries = 0;

    @UriParam(label = "consumer")
    private String deadLetterStream;

    @UriParam(label = "consumer,advanced", defaultValue = "1h", javaType = "java.time.Duration")
    private long consumerExpiry = 3_600_000;

    RedisStreamEndpoint(String uri, RedisStreamComponent component, String streamName) {
        super(uri, component);
        this.streamName = streamName;
    }

    @Override
    public Producer createProducer() {
        return new RedisStreamProducer(this, createCommands(), createBinding());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        RedisStreamConsumer consumer =
                new RedisStreamConsumer(this, processor, createCommands(), createBinding(), uniqueConsumerName());
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (concurrentConsumers < 1) {
            throw new IllegalArgumentException("concurrentConsumers must be at least 1");
        }
        if (maxDeliveries > 0 && deadLetterStream == null) {
            throw new IllegalArgumentException("maxDeliveries needs a deadLetterStream");
        }
    }

    @Override
    public RedisStreamComponent getComponent() {
        return (RedisStreamComponent) super.getComponent();
    }

    BlockingRead createBlockingRead(RedisStreamCommands commands, String consumer) {
        return new BlockingRead(getComponent().blockingClient(), commands, this, consumer);
    }

    private RedisStreamCommands createCommands() {
        return new RedisStreamCommands(getComponent().commandClient(), streamName, group, timeout());
    }

    private RedisStreamBinding createBinding() {
        List<String> names = headerNames == null
                ? List.of()
                : Arrays.stream(headerNames.split(",")).map(String::trim).toList();
        return new RedisStreamBinding(names, headerFilterStrategy);
    }

    private String uniqueConsumerName() {
        return consumerName != null ? consumerName : InetAddressUtil.getLocalHostNameSafe() + "-" + UUID.randomUUID();
    }

    private static HeaderFilterStrategy camelHeadersOnlyInside() {
        DefaultHeaderFilterStrategy strategy = new DefaultHeaderFilterStrategy();
        strategy.setInFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        strategy.setOutFilterStartsWith(DefaultHeaderFilterStrategy.CAMEL_FILTER_STARTS_WITH);
        return strategy;
    }

    Duration timeout() {
        return Duration.ofMillis(timeout);
    }

    Duration block() {
        return Duration.ofMillis(block);
    }

    Duration claimIdle() {
        return Duration.ofMillis(claimIdle);
    }

    Duration claimInterval() {
        return Duration.ofMillis(claimInterval);
    }

    Duration consumerExpiry() {
        return Duration.ofMillis(consumerExpiry);
    }

    public String getStreamName() {
        return streamName;
    }

    public String getGroup() {
        return group;
    }

    /** The consumer group. A work queue has one group, since an acknowledgement deletes the entry for all groups. */
    public void setGroup(String group) {
        this.group = group;
    }

    public long getTimeout() {
        return timeout;
    }

    /** Timeout of a Redis command. For a blocking read it starts at the end of {@code block}. */
    public void setTimeout(long timeout) {
        this.timeout = timeout;
    }

    public String getHeaderNames() {
        return headerNames;
    }

    /**
     * Comma-separated names of headers that are sent as fields of their own, for example {@code
     * traceparent,tracestate}. By default none is.
     */
    public void setHeaderNames(String headerNames) {
        this.headerNames = headerNames;
    }

    @Override
    public HeaderFilterStrategy getHeaderFilterStrategy() {
        return headerFilterStrategy;
    }

    /** Filters the headers named by {@code headerNames}. By default headers that start with Camel are not sent. */
    @Override
    public void setHeaderFilterStrategy(HeaderFilterStrategy headerFilterStrategy) {
        this.headerFilterStrategy = headerFilterStrategy;
    }

    public RedisStreamOperation getOperation() {
        return operation;
    }

    /** What the producer does with an exchange. */
    public void setOperation(RedisStreamOperation operation) {
        this.operation = operation;
    }

    public int getConcurrentConsumers() {
        return concurrentConsumers;
    }

    /** The number of threads, and of entries that may be in flight. */
    public void setConcurrentConsumers(int concurrentConsumers) {
        this.concurrentConsumers = concurrentConsumers;
    }

    public AcknowledgeMode getAcknowledge() {
        return acknowledge;
    }

    /** When an entry is acknowledged. */
    public void setAcknowledge(AcknowledgeMode acknowledge) {
        this.acknowledge = acknowledge;
    }

    public String getConsumerName() {
        return consumerName;
    }

    /**
     * The name within the group, unique for each process. By default it consists of the host name and a random part.
     */
    public void setConsumerName(String consumerName) {
        this.consumerName = consumerName;
    }

    public long getBlock() {
        return block;
    }

    /** How long one read blocks in Redis. */
    public void setBlock(long block) {
        this.block = block;
    }

    public long getClaimIdle() {
        return claimIdle;
    }

    /**
     * Idle time after which a pending entry may be claimed, because its consumer died or its exchange failed. The
     * period of heartbeats is a third of it.
     */
    public void setClaimIdle(long claimIdle) {
        this.claimIdle = claimIdle;
    }

    public long getClaimInterval() {
        return claimInterval;
    }

    /** How often to look for entries to claim. */
    public void setClaimInterval(long claimInterval) {
        this.claimInterval = claimInterval;
    }

    public int getMaxDeliveries() {
        return maxDeliveries;
    }

    /**
     * Deliveries after which a pending entry is moved to {@code deadLetterStream} instead of being delivered again; 0
     * for never.
     */
    public void setMaxDeliveries(int maxDeliveries) {
        this.maxDeliveries = maxDeliveries;
    }

    public String getDeadLetterStream() {
        return deadLetterStream;
    }

    /** The stream for entries that were delivered {@code maxDeliveries} times without success. */
    public void setDeadLetterStream(String deadLetterStream) {
        this.deadLetterStream = deadLetterStream;
    }

    public long getConsumerExpiry() {
        return consumerExpiry;
    }

    /** Consumers without pending entries that have been idle for this time are removed from the group. */
    public void setConsumerExpiry(long consumerExpiry) {
        this.consumerExpiry = consumerExpiry;
    }
}
