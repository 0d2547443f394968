package queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.redis.client.Command;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.Message;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

class RedisStreamConsumerTest extends RedisStreamTestSupport {

    private final Queue<Message> received = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void clear() {
        received.clear();
    }

    @Test
    void consumesAndAcknowledges() throws Exception {
        add("before");
        start(route -> route.from(uri("")).process(this::receive));
        add("after");

        await().untilAsserted(() -> assertThat(received)
                .extracting(message -> message.getBody(), RedisStreamConsumerTest::deliveryCount)
                .containsExactly(Assertions.tuple("before", 1L), Assertions.tuple("after", 1L)));
        assertThat(received).allSatisfy(message -> assertThat(message.getHeader(RedisStreamConstants.STREAM_NAME))
                .isEqualTo(stream));
        await().untilAsserted(() -> assertThat(info().length()).isZero());
        assertThat(info().pending()).isZero();
    }

    @Test
    void handsOverMapsAndTheHeadersNamed() throws Exception {
        start(route -> route.from(uri("headerNames=traceparent")).process(this::receive));

        outside.createProducerTemplate()
                .sendBodyAndHeader(
                        uri("headerNames=traceparent"), Map.of("a", "1", "b", "2"), "traceparent", "00-1-2-01");

        await().until(() -> received.size() == 1);
        assertThat(received.peek().getBody()).isEqualTo(Map.of("a", "1", "b", "2"));
        assertThat(received.peek().getHeader("traceparent")).isEqualTo("00-1-2-01");
    }

    @Test
    void readsNoMoreThanItHasThreads() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        start(route -> route.from(uri("concurrentConsumers=3")).process(exchange -> {
            receive(exchange);
            release.await();
        }));

        add(IntStream.range(0, 10).boxed().toList());

        await().until(() -> received.size() == 3);
        await().during(Duration.ofMillis(500)).until(() -> received.size() == 3 && info().pending() == 3);
        release.countDown();
        await().until(() -> info().length() == 0);
        assertThat(received).hasSize(10);
    }

    @Test
    void anEntryOccupiesItsPlaceUntilAnAsynchronousExchangeIsDone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        start(route -> {
            route.from(uri("concurrentConsumers=2"))
                    .to("seda:slow?waitForTaskToComplete=Always&timeout=0&concurrentConsumers=10");
            route.from("seda:slow?concurrentConsumers=10").process(exchange -> {
                receive(exchange);
                release.await();
            });
        });

        add(List.of("a", "b", "c", "d"));

        await().until(() -> received.size() == 2);
        await().during(Duration.ofMillis(300)).until(() -> received.size() == 2);
        release.countDown();
        await().until(() -> info().length() == 0);
        assertThat(received).hasSize(4);
    }

    @Test
    void deliversAgainWhatFailed() throws Exception {
        start(route -> route.from(uri(QUICK)).process(this::receive).process(exchange -> {
            if (deliveryCount(exchange.getMessage()) < 3) {
                throw new IllegalStateException("not yet");
            }
        }));

        add("x");

        await().until(() -> info().length() == 0);
        assertThat(received).extracting(RedisStreamConsumerTest::deliveryCount).containsExactly(1L, 2L, 3L);
    }

    @Test
    void deliversAgainWhatWasRolledBack() throws Exception {
        start(route -> route.from(uri(QUICK)).process(this::receive).process(exchange -> {
            if (deliveryCount(exchange.getMessage()) < 2) {
                exchange.setRollbackOnly(true);
            }
        }));

        add("x");

        await().until(() -> info().length() == 0);
        assertThat(received).hasSize(2);
    }

    @Test
    void takesOverFromADeadConsumer() throws Exception {
        info();
        add(List.of("a", "b"));
        command(Command.XREADGROUP, "GROUP", "camel", "dead", "STREAMS", stream, ">");

        start(route -> route.from(uri(QUICK)).process(this::receive));

        await().until(() -> info().length() == 0);
        assertThat(received)
                .extracting(message -> message.getBody(), RedisStreamConsumerTest::deliveryCount)
                .containsExactlyInAnyOrder(Assertions.tuple("a", 2L), Assertions.tuple("b", 2L));
    }

    @Test
    void leavesPendingEntriesAloneWhoseEntryIsGone() throws Exception {
        info();
        add("deleted");
        command(Command.XREADGROUP, "GROUP", "camel", "dead", "STREAMS", stream, ">");
        command(Command.XTRIM, stream, "MAXLEN", "0");

        start(route -> route.from(uri(QUICK)).process(this::receive));

        await().until(() -> info().pending() == 0);
        assertThat(received).isEmpty();
    }

    @Test
    void heartbeatsKeepALongExchange() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        for (int i = 0; i < 2; i++) {
            start(route -> route.from(uri(QUICK + "&concurrentConsumers=2")).process(exchange -> {
                receive(exchange);
                release.await();
            }));
        }

        add("long");

        await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(5)).until(() -> received.size() <= 1);
        release.countDown();
        await().until(() -> info().length() == 0);
        assertThat(received).extracting(RedisStreamConsumerTest::deliveryCount).containsExactly(1L);
    }

    @Test
    void movesWhatFailsForeverToTheDeadLetterStream() throws Exception {
        String dead = stream + "-dead";
        start(route -> route.from(uri(QUICK + "&maxDeliveries=2&deadLetterStream=" + dead))
                .process(this::receive)
                .throwException(new IllegalStateException("never")));

        add("poison");

        await().until(() -> command(Command.XLEN, dead).toInteger() == 1);
        assertThat(received).hasSize(2);
        assertThat(info().length()).isZero();
        assertThat(info().pending()).isZero();
        assertThat(command(Command.XRANGE, dead, "-", "+").get(0).get(1).toString())
                .startsWith("[body, poison, originStream, " + stream + ", originEntryId, ")
                .endsWith("originDeliveryCount, 2]");
    }

    @Test
    void refusesToLimitDeliveriesWithoutADeadLetterStream() {
        Assertions.assertThatThrownBy(
                        () -> start(route -> route.from(uri("maxDeliveries=2")).to("log:none")))
                .isInstanceOf(FailedToCreateRouteException.class)
                .hasRootCauseMessage("maxDeliveries needs a deadLetterStream");
    }

    @Test
    void theRouteAcknowledgesThroughTheHeader() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        start(route -> route.from(uri("acknowledge=ROUTE"))
                .process(this::receive)
                .process(exchange -> exchange.getMessage()
                        .getHeader(RedisStreamConstants.MANUAL_ACK, RedisStreamManualAck.class)
                        .acknowledge())
                .process(exchange -> release.await()));

        add("x");

        await().until(() -> received.size() == 1);
        await().until(() -> info().length() == 0);
        release.countDown();
    }

    @Test
    void theRouteAcknowledgesThroughTheProducer() throws Exception {
        start(route -> route.from(uri("acknowledge=ROUTE&group=workers"))
                .to(uri("operation=ACK&group=workers"))
                .process(this::receive));

        add("x");

        await().until(() -> received.size() == 1);
        assertThat(received.peek().getBody()).isEqualTo("x");
        assertThat(info().length()).isZero();
    }

    @Test
    void withoutAcknowledgementByTheRouteItIsDeliveredAgain() throws Exception {
        start(route -> route.from(uri(QUICK + "&acknowledge=ROUTE"))
                .process(this::receive)
                .choice()
                .when(route.header(RedisStreamConstants.DELIVERY_COUNT).isEqualTo(3))
                .to(uri("operation=ACK"))
                .end());

        add("x");

        await().until(() -> info().length() == 0);
        assertThat(received).extracting(RedisStreamConsumerTest::deliveryCount).containsExactly(1L, 2L, 3L);
    }

    @Test
    void consumersShareTheWork() throws Exception {
        Queue<String> byFirst = new ConcurrentLinkedQueue<>();
        Queue<String> bySecond = new ConcurrentLinkedQueue<>();
        for (Queue<String> consumer : List.of(byFirst, bySecond)) {
            start(route -> route.from(uri("concurrentConsumers=4"))
                    .process(exchange -> consumer.add(exchange.getMessage().getBody(String.class)))
                    .delay(5));
        }

        add(IntStream.range(0, 300).boxed().toList());

        await().atMost(Duration.ofSeconds(20)).until(() -> info().length() == 0);
        assertThat(byFirst).isNotEmpty().doesNotContainAnyElementsOf(bySecond);
        assertThat(bySecond).isNotEmpty();
        assertThat(byFirst.size() + bySecond.size()).isEqualTo(300);
    }

    @Test
    void suspendingStopsReadingAtOnceAndResumingContinues() throws Exception {
        CamelContext context =
                start(route -> route.from(uri("")).routeId("suspended").process(this::receive));
        RedisStreamConsumer consumer = consumer(context, "suspended");
        await().until(consumer::isReading);

        long before = System.nanoTime();
        consumer.suspend();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
        add("x");
        await().during(Duration.ofSeconds(1)).until(received::isEmpty);
        assertThat(info().undelivered()).isEqualTo(1);

        consumer.resume();
        await().until(() -> received.size() == 1);
    }

    @Test
    void stoppingDrainsExchangesInFlightAndReadsNothingNew() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CamelContext context = start(route -> route.from(uri("")).process(exchange -> {
            receive(exchange);
            release.await();
        }));
        add(List.of("in flight", "for others"));
        await().until(() -> received.size() == 1);

        Thread stopping = new Thread(context::stop);
        stopping.start();
        await().until(() -> context.getStatus().isStopping());
        release.countDown();
        stopping.join(TimeUnit.SECONDS.toMillis(10));

        assertThat(context.isStopped()).isTrue();
        assertThat(received).extracting(Message::getBody).containsExactly("in flight");
        StreamInfo left = info();
        assertThat(left.length()).isEqualTo(1);
        assertThat(left.pending()).isZero();
        assertThat(left.consumers()).as("a stopped consumer removes itself").isZero();
    }

    @Test
    void stoppingAnIdleConsumerIsQuick() throws Exception {
        CamelContext context =
                start(route -> route.from(uri("")).routeId("idle").process(this::receive));
        await().until(consumer(context, "idle")::isReading);

        long before = System.nanoTime();
        context.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void anEntryCutOffByAForcedStopStaysPending() throws Exception {
        AtomicInteger interrupted = new AtomicInteger();
        CamelContext context = start(route -> route.from(uri("")).process(exchange -> {
            receive(exchange);
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
                throw e;
            }
        }));
        add("stuck");
        await().until(() -> received.size() == 1);

        context.getShutdownStrategy().setTimeout(1);
        context.stop();

        await().until(() -> interrupted.get() == 1);
        assertThat(info().pending()).isEqualTo(1);
    }

    @Test
    void aRouteStoppedByForceRestartsWithAllItsSlots() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        CamelContext context = start(route -> route.from(uri(QUICK + "&concurrentConsumers=2"))
                .routeId("restarted")
                .process(exchange -> {
                    receive(exchange);
                    if (deliveryCount(exchange.getMessage()) == 1) {
                        never.await();
                    }
                }));
        add(List.of("a", "b"));
        await().until(() -> received.size() == 2);

        context.getRouteController().stopRoute("restarted", 1, TimeUnit.SECONDS);
        assertThat(consumer(context, "restarted").isReading()).isFalse();
        context.getRouteController().startRoute("restarted");

        await().until(() -> info().length() == 0);
        assertThat(received).hasSize(4);
    }

    @Test
    void forgetsConsumersLongDeadButNotTheirEntries() throws Exception {
        info();
        add("left behind");
        command(Command.XREADGROUP, "GROUP", "camel", "dead-with-entry", "STREAMS", stream, ">");
        command(Command.XGROUP, "CREATECONSUMER", stream, "camel", "dead");
        await().pollDelay(Duration.ofMillis(200)).until(() -> true);

        start(route -> route.from(uri("consumerExpiry=100ms")).process(this::receive));

        await().untilAsserted(() -> assertThat(
                        command(Command.XINFO, "CONSUMERS", stream, "camel").toString())
                .contains("dead-with-entry")
                .doesNotContain("dead,"));
        assertThat(info().pending()).isEqualTo(1);
    }

    private void receive(Exchange exchange) {
        received.add(exchange.getMessage().copy());
    }

    private static long deliveryCount(Message message) {
        return message.getHeader(RedisStreamConstants.DELIVERY_COUNT, Long.class);
    }
}
