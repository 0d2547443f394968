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
 * entry is read only when a thread is free for it, so none waits here while another process could take it.
 *
 * <p>Delivery is at least once. An entry leaves the stream when it is acknowledged, see {@link AcknowledgeMode}. Until
 * then it is pending, and any consumer of the group receives it once it has been idle for {@code claimIdle}.
 *
 * <p>Suspending or stopping ends a read at once, even a blocked one. Exchanges in flight continue, and Camel's graceful
 * shutdown waits for them; acknowledgements work until then.
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

    public String getName() {
        return name;
    }

    /** Returns true if this consumer is started and its last read succeeded. */
    public boolean isReading() {
        return reading && isStarted();
    }

    void setReading(boolean reading) {
        this.reading = reading;
    }

    /** The ids of the entries in process. */
    Collection<String> inFlight() {
        return slots.inFlight();
    }

    /** Processes an entry in a slot that was taken before. */
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
                // Exchanges may complete on a thread that must not block on Redis.
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
                    .handleException("Entry " + entry.id() + " was processed but may be delivered again", exchange, e);
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
            // Exchanges that ended since the ids were read have been acknowledged.
            lost.retainAll(inFlight());
            if (!lost.isEmpty()) {
                LOG.info(
                        "Stream {}: {} still in process, but claimed by another consumer",
                        endpoint.getStreamName(),
                        lost);
            }
        } catch (RuntimeException e) {
            // The reader logs outages.
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
        // Only after all routes have started: the entries may be for them.
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
        // Graceful shutdown has waited for the exchanges, as long as its timeout allows.
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
            LOG.debug("Stream {}: other consumers will remove {} from the group", endpoint.getStreamName(), name, e);
        }
    }

    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        // Suspend at once: other processes can take the entries.
        return false;
    }

    @Override
    public int getPendingExchangesSize() {
        return slots.size();
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // Camel waits for getPendingExchangesSize(); nothing else has to be prepared.
    }
}
