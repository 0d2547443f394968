package limits;

import static org.assertj.core.api.Assertions.assertThat;

import graph.Throttle.Scope;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Command;
import io.vertx.mutiny.redis.client.Redis;
import io.vertx.mutiny.redis.client.Request;
import limits.GateVerdict.Kind;
import limits.LimitObservation.Outcome;
import local.TestRedis;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The gates in a real Redis. */
class SharedGatesTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    /** The clock of these gates is a key, so that both implementations use the same time. */
    private static final String TEST_CLOCK = "local now = tonumber(redis.call('GET', 'clock'))\n";

    private static final List<GateKey> KEYS =
            List.of(new GateKey(Scope.APP, "0123"), new GateKey(Scope.ACCOUNT, "act_1"), new GateKey(Scope.PAGE, "77"));

    private final TestRedis server = TestRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis = Redis.createClient(vertx, server.url());
    private final TestClock clock = new TestClock();
    private final SharedGates shared = new SharedGates(redis, KeyGateTest.LIMITS, TIMEOUT, TEST_CLOCK);

    @BeforeEach
    void startClock() {
        advance(0);
    }

    @AfterEach
    void stop() {
        redis.close();
        vertx.closeAndAwait();
        server.close();
    }

    /** Both implementations give the same results for any sequence. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void decideAsTheGatesOfAProcessDo(long seed) {
        LocalGates local = new LocalGates(KeyGateTest.LIMITS, clock);
        Random random = new Random(seed);
        List<String> calls = new ArrayList<>();
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            advance(random.nextInt(10) == 0 ? random.nextInt(70_000) : random.nextInt(300));
            if (calls.isEmpty() || random.nextInt(3) > 0) {
                String call = "call" + i;
                long patience = random.nextInt(1000);
                GateVerdict verdict = local.admit(KEYS, call, patience);
                assertThat(shared.admit(KEYS, call, patience)).as("step " + i).contains(verdict);
                if (verdict.kind() == Kind.PASSED) {
                    calls.add(call);
                } else {
                    refused++;
                }
            } else {
                String call = calls.remove(random.nextInt(calls.size()));
                assertThat(shared.confirm(KEYS, call)).as("step " + i).contains(local.confirm(KEYS, call));
                List<LimitObservation> lessons =
                        KEYS.stream().map(key -> lesson(random)).toList();
                local.learn(KEYS, call, lessons);
                assertThat(shared.learn(KEYS, call, lessons)).as("step " + i).contains(local.look(KEYS));
            }
            assertThat(shared.look(KEYS)).as("step " + i).contains(local.look(KEYS));
        }
        assertThat(refused).isBetween(20, 380);
    }

    private static LimitObservation lesson(Random random) {
        Outcome outcome =
                random.nextInt(12) == 0 ? Outcome.THROTTLED : random.nextInt(4) == 0 ? Outcome.NONE : Outcome.PASSED;
        long named = random.nextBoolean() ? random.nextInt(20_000) + 1L : LimitObservation.UNNAMED;
        double percent = random.nextInt(3) == 0 ? random.nextInt(1000) / 10.0 : LimitObservation.UNKNOWN;
        return new LimitObservation(outcome, named, percent);
    }

    @Test
    void letExactlyOneOfManyCallsProbe() throws Exception {
        List<LimitObservation> refused = List.of(
                LimitObservation.NONE,
                new LimitObservation(Outcome.THROTTLED, 2_000, LimitObservation.UNKNOWN),
                LimitObservation.NONE);
        shared.learn(KEYS, "first", refused);
        assertThat(admit("early").kind()).isEqualTo(Kind.BLOCKED);
        advance(2_000);

        Set<Callable<GateVerdict>> callers = new HashSet<>();
        for (int i = 0; i < 50; i++) {
            String call = "call" + i;
            callers.add(() -> admit(call));
        }
        ExecutorService threads = Executors.newFixedThreadPool(10);
        List<GateVerdict> verdicts = new ArrayList<>();
        for (Future<GateVerdict> verdict : threads.invokeAll(callers)) {
            verdicts.add(verdict.get());
        }
        threads.shutdown();

        assertThat(verdicts)
                .filteredOn(verdict -> verdict.kind() == Kind.PASSED)
                .singleElement()
                .matches(GateVerdict::probe);
        assertThat(verdicts)
                .filteredOn(verdict -> verdict.kind() == Kind.BLOCKED)
                .hasSize(49);
    }

    @Test
    void goByTheClockOfRedis() {
        SharedGates gates = new SharedGates(redis, KeyGateTest.LIMITS, TIMEOUT);
        List<LimitObservation> refused = List.of(
                LimitObservation.NONE,
                new LimitObservation(Outcome.THROTTLED, 60_000, LimitObservation.UNKNOWN),
                LimitObservation.NONE);
        gates.learn(KEYS, "first", refused);

        GateVerdict verdict = gates.admit(KEYS, "second", 0).orElseThrow();

        assertThat(verdict.kind()).isEqualTo(Kind.BLOCKED);
        assertThat(verdict.key()).isEqualTo(1);
        assertThat(verdict.waitMillis()).isBetween(50_000L, 60_000L);
    }

    @Test
    void leaveNothingBehindForEver() {
        admit("first");
        shared.learn(KEYS, "first", List.of(LimitObservation.NONE, LimitObservation.NONE, LimitObservation.NONE));

        assertThat(redis.send(Request.cmd(Command.PTTL).arg("creative:{gates}:account:act_1"))
                        .await()
                        .atMost(TIMEOUT)
                        .toLong())
                .isBetween(1L, 3_600_000L);
    }

    @Test
    void haveNoAnswerWhileRedisIsAway() {
        server.kill();

        assertThat(shared.admit(KEYS, "call", 0)).isEqualTo(Optional.empty());
    }

    private GateVerdict admit(String call) {
        return shared.admit(KEYS, call, 0).orElseThrow();
    }

    private void advance(long millis) {
        clock.millis += millis;
        redis.send(Request.cmd(Command.SET).arg("clock").arg(clock.millis))
                .await()
                .atMost(TIMEOUT);
    }

    private static final class TestClock extends Clock {
        private long millis = Instant.parse("2026-01-31T12:00:00Z").toEpochMilli();

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
