package queue;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The loop that reads entries for a consumer, from its start or resumption to its suspension or stop. It reads as many
 * entries as the consumer has free slots: every {@code claimInterval} it claims entries left by others, then it reads
 * new ones. When Redis fails, it retries after 100 ms, doubled each time up to 2 s.
 */
final class RedisStreamReader implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(RedisStreamReader.class);

    /** How long to wait for a free slot before checking whether to stop. */
    private static final Duration SLOT_PATIENCE = Duration.ofMillis(200);

    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final RedisStreamConsumer consumer;
    private final EntrySlots slots;
    private final RedisStreamEndpoint endpoint;
    private final RedisStreamCommands commands;
    private final BlockingRead blockingRead;

    private final CountDownLatch stop = new CountDownLatch(1);
    private Duration pause = FIRST_PAUSE;
    private boolean outage;
    private boolean groupKnown;
    private long claimedAt;

    RedisStreamReader(
            RedisStreamConsumer consumer, EntrySlots slots, RedisStreamCommands commands, BlockingRead blockingRead) {
        this.consumer = consumer;
        this.slots = slots;
        this.endpoint = consumer.getEndpoint();
        this.commands = commands;
        this.blockingRead = blockingRead;
        this.claimedAt = System.nanoTime() - endpoint.claimInterval().toNanos();
    }

    /** Ends the loop. An entry that Redis delivers at this moment is still processed. */
    void stop() {
        stop.countDown();
        blockingRead.end();
    }

    @Override
    public void run() {
        try {
            while (!isStopped()) {
                int free = slots.takeFree(SLOT_PATIENCE);
                if (free > 0) {
                    deliver(free);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(int free) throws InterruptedException {
        int used = 0;
        try {
            for (RedisStreamEntry entry : next(free)) {
                consumer.dispatch(entry, slots);
                used++;
            }
            succeeded();
        } catch (RuntimeException e) {
            failed(e);
        } finally {
            slots.giveBack(free - used);
        }
    }

    private List<RedisStreamEntry> next(int most) throws InterruptedException {
        if (isStopped()) {
            return List.of();
        }
        if (!groupKnown) {
            commands.createGroup();
            commands.forgetConsumers(consumer.getName(), endpoint.consumerExpiry());
            groupKnown = true;
            succeeded();
        }
        List<RedisStreamEntry> leftBehind = claimIfDue(most);
        return leftBehind.isEmpty() ? blockingRead.read(most, untilClaim()) : leftBehind;
    }

    private List<RedisStreamEntry> claimIfDue(int most) {
        if (!untilClaim().isZero()) {
            return List.of();
        }
        RedisStreamCommands.Claimed claimed = commands.claim(
                consumer.getName(),
                endpoint.claimIdle(),
                most,
                endpoint.getMaxDeliveries(),
                endpoint.getDeadLetterStream(),
                slots.inFlight());
        if (!claimed.deadLetters().isEmpty()) {
            LOG.warn(
                    "Stream {}: entries {} failed after {} deliveries and were moved to {}",
                    endpoint.getStreamName(),
                    claimed.deadLetters(),
                    endpoint.getMaxDeliveries(),
                    endpoint.getDeadLetterStream());
        }
        // All slots are taken, so there may be more of them.
        if (claimed.entries().size() < most) {
            claimedAt = System.nanoTime();
        }
        return claimed.entries();
    }

    /** How long a read may block: until the next claim, at most the option {@code block}. */
    private Duration untilClaim() {
        Duration left = endpoint.claimInterval().minusNanos(System.nanoTime() - claimedAt);
        if (left.isNegative()) {
            return Duration.ZERO;
        }
        return left.compareTo(endpoint.block()) < 0 ? left : endpoint.block();
    }

    private void succeeded() {
        if (outage) {
            LOG.info("Stream {}: reading resumed", endpoint.getStreamName());
        }
        outage = false;
        pause = FIRST_PAUSE;
        consumer.setReading(true);
    }

    private void failed(RuntimeException e) throws InterruptedException {
        groupKnown = false;
        if (e instanceof RedisStreamException failure && failure.isGroupMissing()) {
            LOG.info("Stream {}: the group {} is missing, creating it", endpoint.getStreamName(), endpoint.getGroup());
        } else {
            if (!outage) {
                LOG.warn("Stream {}: reading failed, retrying: {}", endpoint.getStreamName(), reason(e));
            } else {
                LOG.debug("Stream {}: reading still fails", endpoint.getStreamName(), e);
            }
            outage = true;
            consumer.setReading(false);
        }
        stop.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        Duration doubled = pause.multipliedBy(2);
        pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    }

    private static Object reason(RuntimeException e) {
        return e.getCause() == null ? e : e.getCause();
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }
}
