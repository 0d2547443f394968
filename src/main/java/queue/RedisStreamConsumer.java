package queue;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Consumes a stream as one consumer of its group: one thread reads, {@code concurrentConsumers} threads process. An
 * entry is read only when a thread is free for it, so none waits here while another process could have it.
 *
 * <p>Delivery is at least once. An entry leaves the stream when it is acknowledged, see {@link AcknowledgeMode}; until
 * then it is pending, and goes to any consumer of the group once it has been idle for {@code claimIdle}.
 *
 * <p>To suspend or stop ends reading at once, also when it is waiting in Redis. Exchanges in flight go on, and are
 * waited for by Camel's graceful shutdown; acknowledgements work until then.
 */
public class RedisStreamConsumer extends DefaultConsumer implements ShutdownAware, Suspendable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamConsumer.class);

    private final RedisStreamEndpoint endpoint;
    private final RedisStreamCommands commands;
    private final RedisStreamBinding binding;
    private final String name;

    private volatile boolean reading;
    private volatile EntrySlots slots = new EntrySlots(0);
    private RedisStreamReader reader;
    private ExecutorService readerThread;
    private ExecutorService workers;
    private ScheduledExecutorService heartbeat;

    RedisStreamConsumer(
            RedisStreamEndpoint endpoint,
            Processor processor,
            RedisStreamCommands commands,
            RedisStreamBinding binding,
            String name) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.commands = commands;
        this.binding = binding;
        this.name = name;
    }

    @Override
    public RedisStreamEndpoint getEndpoint() {
        return endpoint;
    }

    /** The name of this consumer within its group. */
    public String getName() {
        return name;
    }

    /** Whether this consumer is started, and its last attempt to read succeeded. */
    public boolean isReading() {
        return reading && isStarted();
    }

    void setReading(boolean reading) {
        this.reading = reading;
    }

    /** The ids of the entries being processed. */
    Collection<String> inFlight() {
        return slots.inFlight();
    }

    /** Has an entry processed, in a slot taken before. */
    void dispatch(RedisStreamEntry entry, EntrySlots slots) {
        slots.fill(entry.id());
        workers.execute(() -> process(entry, slots));
    }

    private void process(RedisStreamEntry entry, EntrySlots slots) {
        Exchange exchange = createExchange(false);
        try {
            binding.toMessage(entry, exchange.getMessage());
            setHeaders(entry, exchange);
        } catch (RuntimeException e) {
            exchange.setException(e);
            settle(entry, exchange, slots);
            return;
        }
        getAsyncProcessor().process(exchange, doneSync -> {
            if (doneSync) {
                settle(entry, exchange, slots);
            } else {
                // Whoever completed the exchange may be a thread that must not wait for Redis.
                workers.execute(() -> settle(entry, exchange, slots));
            }
        });
    }

    private void setHeaders(RedisStreamEntry entry, Exchange exchange) {
        exchange.getMessage().setHeader(RedisStreamConstants.ENTRY_ID, entry.id());
        exchange.getMessage().setHeader(RedisStreamConstants.STREAM_NAME, endpoint.getStreamName());
        exchange.getMessage().setHeader(RedisStreamConstants.DELIVERY_COUNT, entry.deliveryCount());
        if (endpoint.getAcknowledge() == AcknowledgeMode.ROUTE) {
            RedisStreamManualAck manualAck = () -> acknowledge(entry);
            exchange.getMessage().setHeader(RedisStreamConstants.MANUAL_ACK, manualAck);
        }
    }

    private void settle(RedisStreamEntry entry, Exchange exchange, EntrySlots slots) {
        try {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("Error processing exchange", exchange, exchange.getException());
            } else if (endpoint.getAcknowledge() == AcknowledgeMode.COMPLETION && !exchange.isRollbackOnly()) {
                acknowledge(entry);
            }
        } catch (RedisStreamException e) {
            getExceptionHandler()
                    .handleException("Entry " + entry.id() + " is done but may be delivered again", exchange, e);
        } finally {
            releaseExchange(exchange, false);
            slots.empty(entry.id());
        }
    }

    private boolean acknowledge(RedisStreamEntry entry) {
        return commands.acknowledge(List.of(entry.id())) > 0;
    }

    private void keepInFlight() {
        Collection<String> ids = inFlight();
        if (ids.isEmpty()) {
            return;
        }
        try {
            List<String> lost = commands.keep(name, ids);
            // An exchange that ended since the ids were taken has been acknowledged.
            lost.retainAll(inFlight());
            if (!lost.isEmpty()) {
                LOG.info("Stream {}: {} still being processed, but not ours any more", endpoint.getStreamName(), lost);
            }
        } catch (RuntimeException e) {
            // The reader tells of outages.
            LOG.debug("Stream {}: no heartbeat for {}", endpoint.getStreamName(), ids, e);
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        reading = false;
        slots = new EntrySlots(endpoint.getConcurrentConsumers());
        ExecutorServiceManager executors = getEndpoint().getCamelContext().getExecutorServiceManager();
        readerThread = executors.newSingleThreadExecutor(this, endpoint.getEndpointUri() + "-reader");
        workers = executors.newFixedThreadPool(this, endpoint.getEndpointUri(), endpoint.getConcurrentConsumers());
        if (endpoint.getAcknowledge() == AcknowledgeMode.COMPLETION) {
            heartbeat = executors.newSingleThreadScheduledExecutor(this, endpoint.getEndpointUri() + "-heartbeat");
            long period = Math.max(1, endpoint.claimIdle().toMillis() / 3);
            heartbeat.scheduleWithFixedDelay(this::keepInFlight, period, period, TimeUnit.MILLISECONDS);
        }
        RedisStreamConsumerHealthCheck healthCheck = new RedisStreamConsumerHealthCheck(this);
        healthCheck.setEnabled(endpoint.getComponent().isHealthCheckConsumerEnabled());
        setHealthCheck(healthCheck);
        // Not before all routes have started: the entries may be for them.
        getEndpoint().getCamelContext().addStartupListener((context, alreadyStarted) -> {
            if (isStarting() || isStarted()) {
                startReading();
            }
        });
    }

    @Override
    protected void doSuspend() throws Exception {
        stopReading();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        startReading();
    }

    @Override
    protected void doStop() throws Exception {
        stopReading();
        ExecutorServiceManager executors = getEndpoint().getCamelContext().getExecutorServiceManager();
        executors.shutdown(readerThread);
        // Graceful shutdown has waited for the exchanges; what is left now has had its time.
        executors.shutdownNow(workers);
        if (heartbeat != null) {
            executors.shutdownNow(heartbeat);
        }
        if (reading) {
            leaveGroup();
        }
        super.doStop();
    }

    private void startReading() {
        BlockingRead blockingRead = endpoint.createBlockingRead(commands, name);
        reader = new RedisStreamReader(this, slots, commands, blockingRead);
        readerThread.execute(reader);
    }

    private void stopReading() {
        if (reader != null) {
            reader.stop();
            reader = null;
        }
    }

    private void leaveGroup() {
        try {
            commands.forgetConsumers(name, endpoint.consumerExpiry());
        } catch (RedisStreamException e) {
            LOG.debug("Stream {}: consumer {} is left to be forgotten by others", endpoint.getStreamName(), name, e);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        // Suspend at once: what is in the stream is there for another process too.
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return slots.size();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Camel waits for getPendingExchangesSize(); there is nothing else to prepare.
    }
}
