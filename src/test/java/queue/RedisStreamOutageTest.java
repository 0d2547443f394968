package queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.redis.client.Command;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

/** A consumer recovers from every failure of Redis by itself. */
class RedisStreamOutageTest extends RedisStreamTestSupport {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Queue<String> received = new ConcurrentLinkedQueue<>();

    @BeforeEach
    void clear() {
        received.clear();
    }

    @Test
    void redisIsFlushed() throws Exception {
        RedisStreamConsumer consumer = startConsumer();
        await().until(consumer::isReading);

        command(Command.FLUSHALL);
        add("after the flush");

        await().atMost(PATIENCE).until(() -> received.contains("after the flush"));
        await().until(() -> info().length() == 0);
    }

    @Test
    void redisIsKilledAndStartsWithItsData() throws Exception {
        RedisStreamConsumer consumer = startConsumer();
        await().until(consumer::isReading);
        consumer.suspend();
        add("kept");

        server.kill();
        consumer.resume();
        await().atMost(PATIENCE).until(() -> !consumer.isReading());
        server.start();
        add("after the restart");

        await().atMost(PATIENCE).until(() -> received.containsAll(List.of("kept", "after the restart")));
        assertThat(consumer.isReading()).isTrue();
    }

    @Test
    void redisIsKilledAndStartsEmpty() throws Exception {
        RedisStreamConsumer consumer = startConsumer();
        await().until(consumer::isReading);
        String before = info().incarnation();

        server.kill();
        server.forget();
        server.start();

        assertThat(info().incarnation()).isNotEqualTo(before);
        add("after the loss");
        await().atMost(PATIENCE).until(() -> received.contains("after the loss"));
    }

    @Test
    void redisIsFrozen() throws Exception {
        RedisStreamConsumer consumer = startConsumer();
        await().until(consumer::isReading);

        for (int i = 0; i < 2; i++) {
            String body = "after freeze " + i;
            server.freeze();
            try {
                await().atMost(PATIENCE).until(() -> !consumer.isReading());
            } finally {
                server.thaw();
            }
            add(body);
            await().atMost(PATIENCE).until(() -> received.contains(body));
        }
    }

    @Test
    void anEntryThatCouldNotBeAcknowledgedIsDeliveredAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CamelContext context =
                start(route -> route.from(uri(QUICK)).routeId("blocked").process(exchange -> {
                    received.add(exchange.getMessage().getBody(String.class));
                    release.await();
                }));
        RedisStreamConsumer consumer = consumer(context, "blocked");
        add("x");
        await().until(() -> received.size() == 1);

        server.kill();
        try {
            release.countDown();
            await().atMost(PATIENCE).until(() -> consumer.inFlight().isEmpty());
        } finally {
            server.start();
        }

        await().atMost(PATIENCE).until(() -> info().length() == 0);
        assertThat(received).containsExactly("x", "x");
    }

    @Test
    void redisIsAwayAtTheStart() throws Exception {
        server.kill();
        RedisStreamConsumer consumer;
        try {
            consumer = startConsumer();
            assertThat(consumer.isStarted()).isTrue();
            await().during(Duration.ofMillis(500)).until(() -> !consumer.isReading());
        } finally {
            server.start();
        }

        add("at last");
        await().atMost(PATIENCE).until(() -> received.contains("at last"));
    }

    @Test
    void stoppingIsQuickWhileRedisIsAway() throws Exception {
        RedisStreamConsumer consumer = startConsumer();
        await().until(consumer::isReading);
        server.kill();
        try {
            await().atMost(PATIENCE).until(() -> !consumer.isReading());
            long before = System.nanoTime();
            consumer.getEndpoint().getCamelContext().stop();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        } finally {
            server.start();
        }
    }

    @Test
    void readinessFollows() throws Exception {
        RedisStreamConsumer consumer = startConsumer();
        CamelContext context = consumer.getEndpoint().getCamelContext();
        HealthCheckRegistry registry = HealthCheckRegistry.get(context);
        registry.register(registry.resolveById("consumers"));
        await().until(() -> readiness(context) == HealthCheck.State.UP);

        server.kill();
        try {
            await().atMost(PATIENCE).until(() -> readiness(context) == HealthCheck.State.DOWN);
        } finally {
            server.start();
        }
        await().atMost(PATIENCE).until(() -> readiness(context) == HealthCheck.State.UP);
        consumer.suspend();
        assertThat(readiness(context)).isEqualTo(HealthCheck.State.UP);
    }

    private RedisStreamConsumer startConsumer() throws Exception {
        CamelContext context = start(route -> route.from(uri(QUICK))
                .routeId("consumer")
                .process(exchange -> received.add(exchange.getMessage().getBody(String.class))));
        return consumer(context, "consumer");
    }

    /** The consumer checks in Camel's repository. */
    private static HealthCheck.State readiness(CamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "consumers").stream()
                .findFirst()
                .orElseThrow()
                .callReadiness()
                .getState();
    }
}
