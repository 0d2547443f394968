package limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import clients.Account;
import graph.ApiCallsConfig;
import graph.Caller;
import graph.GraphException.Throttled;
import graph.GraphException.Unavailable;
import graph.GraphFixtures;
import graph.GraphRequest;
import graph.Throttle;
import graph.Throttle.Scope;
import graph.UsageHeaders;
import io.vertx.mutiny.core.Vertx;
import io.vertx.mutiny.redis.client.Redis;
import limits.Attempt.Admission;
import local.TestRedis;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** Two governors on one Redis, like two processes. */
class GovernorTest {

    private static final Account ACCOUNT = GraphFixtures.ACCOUNT;
    private static final Account SAME_APP = new Account("act_2", "78", null, ACCOUNT.tokenRef());
    private static final Account OTHER = new Account("act_3", "79", null, "ENV:OTHER_TOKEN");
    private static final Map<String, Object> NO_HEADERS = Map.of();
    private static final Duration LONG = Duration.ofMinutes(5);

    /** Meanwhile calls may be rejected. */
    private static final ConditionFactory EVENTUALLY = await().ignoreExceptionsInstanceOf(Throttled.class);

    private final TestRedis server = TestRedis.start();
    private final Vertx vertx = Vertx.vertx();
    private final Redis redis = Redis.createClient(vertx, server.url());
    private final Governor one = governor();
    private final Governor two = governor();

    @AfterEach
    void stop() {
        redis.close();
        vertx.closeAndAwait();
        server.close();
    }

    @Test
    void bothApplyABlockThatOneObserved() {
        Throttled told = refused(one, one.admit(request(ACCOUNT), Caller.WORKER), Scope.ACCOUNT, LONG);

        assertThat(told.throttle().named()).isBetween(LONG.minusSeconds(10), LONG);
        assertBlocked(one, ACCOUNT);
        assertBlocked(two, ACCOUNT);
        assertOpen(two, OTHER);
        assertOpen(two, SAME_APP);
    }

    @Test
    void keepABlockOfTheAppForAllItsAccounts() {
        refused(one, one.admit(request(ACCOUNT), Caller.WORKER), Scope.APP, LONG);

        assertBlocked(two, SAME_APP);
        assertOpen(two, OTHER);
    }

    @Test
    void nameTheTimeWhereMetaDidNot() {
        Throttled told = refused(one, one.admit(request(ACCOUNT), Caller.WORKER), Scope.ACCOUNT, null);

        assertThat(told.throttle().named()).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20));
    }

    @Test
    void keepALimitThatIsAlmostReached() {
        assertThat(one.answered(
                        Map.of("X-Ad-Account-Usage", "{\"acc_id_util_pct\":97,\"reset_time_duration\":120}"),
                        one.admit(request(ACCOUNT), Caller.WORKER)))
                .as("calls have stopped")
                .isTrue();

        assertBlocked(two, ACCOUNT);
    }

    @Test
    void letOneCallOfAllProcessesProbeAndOpenForAll() {
        Admission probe = probe();
        assertBlocked(two, ACCOUNT);

        one.answered(NO_HEADERS, probe);

        EVENTUALLY.untilAsserted(() -> assertOpen(two, ACCOUNT));
    }

    @Test
    void blockAgainWhenTheProbeIsRejected() {
        Admission probe = probe();

        refused(one, probe, Scope.ACCOUNT, LONG);

        assertBlocked(two, ACCOUNT);
        assertThat(two.look(ACCOUNT)).anyMatch(gate -> gate.blockedForMillis() > 60_000);
    }

    @Test
    void letAnotherCallProbeWhenTheFirstOneDidNotComeToIt() {
        Admission probe = probe();

        one.giveBack(probe);

        EVENTUALLY.untilAsserted(() ->
                assertThat(two.admit(request(ACCOUNT), Caller.WORKER).probe()).isTrue());
    }

    @Test
    void letAnotherCallProbeWhenMetaDidNotAnswerTheFirst() {
        Admission probe = probe();

        Unavailable failure = new Unavailable("closed", null, null);
        assertThat(one.failed(failure, NO_HEADERS, probe)).isSameAs(failure);

        EVENTUALLY.untilAsserted(() ->
                assertThat(two.admit(request(ACCOUNT), Caller.WORKER).probe()).isTrue());
    }

    /** Like a call that waits for a slot while another one is rejected, possibly in another process. */
    @Test
    void stopACallThatWasLetThroughBeforeTheBlock() {
        Admission ofTheSame = one.admit(request(ACCOUNT), Caller.WORKER);
        Admission ofTheOther = two.admit(request(ACCOUNT), Caller.WORKER);
        assertThatNoException().isThrownBy(() -> one.confirm(ofTheSame));

        refused(one, one.admit(request(ACCOUNT), Caller.WORKER), Scope.ACCOUNT, LONG);

        assertThatThrownBy(() -> one.confirm(ofTheSame)).isInstanceOf(Throttled.class);
        EVENTUALLY.untilAsserted(
                () -> assertThatThrownBy(() -> two.confirm(ofTheOther)).isInstanceOf(Throttled.class));
    }

    @Test
    void letAJobGoThatWouldHaveToWaitAndKeepACallerWaiting() {
        one.answered(
                Map.of("X-Ad-Account-Usage", "{\"acc_id_util_pct\":90}"), one.admit(request(ACCOUNT), Caller.WORKER));
        EVENTUALLY.untilAsserted(() -> assertThat(two.look(ACCOUNT)).anyMatch(GateView::slow));
        two.admit(request(ACCOUNT), Caller.WORKER);

        assertThatThrownBy(() -> two.admit(request(ACCOUNT), Caller.WORKER)).isInstanceOf(Throttled.class);
        Caller caller = new Caller(Caller.Role.API, Instant.now().plusSeconds(30));
        assertThat(two.admit(request(ACCOUNT), caller).waitMillis()).isBetween(500L, 2_000L);
    }

    @Test
    void goOnEachByItselfWhileRedisIsGone() {
        refused(one, one.admit(request(ACCOUNT), Caller.WORKER), Scope.ACCOUNT, Duration.ofSeconds(2));
        server.kill();

        assertBlocked(one, ACCOUNT);
        assertOpen(two, ACCOUNT);
        refused(two, two.admit(request(ACCOUNT), Caller.WORKER), Scope.ACCOUNT, LONG);
        assertBlocked(two, ACCOUNT);

        EVENTUALLY.untilAsserted(() ->
                assertThat(one.admit(request(ACCOUNT), Caller.WORKER).probe()).isTrue());
        assertBlocked(one, ACCOUNT);

        server.restart();
        EVENTUALLY.untilAsserted(() -> {
            Account another = new Account("act_" + System.nanoTime(), null, null, OTHER.tokenRef());
            refused(one, one.admit(request(another), Caller.WORKER), Scope.ACCOUNT, LONG);
            assertBlocked(two, another);
        });
    }

    /** If Redis were asked each time, fifty calls would wait for fifteen seconds. */
    @Test
    void doNotKeepCallsWaitingForARedisThatHangs() {
        Governor asUsual = governor("300ms");
        server.freeze();

        long begin = System.nanoTime();
        for (int i = 0; i < 50; i++) {
            assertOpen(asUsual, ACCOUNT);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        server.thaw();
    }

    /** A block that has ended, and the probe of the first governor. */
    private Admission probe() {
        refused(one, one.admit(request(ACCOUNT), Caller.WORKER), Scope.ACCOUNT, Duration.ofMillis(200));
        Admission probe = EVENTUALLY.until(() -> one.admit(request(ACCOUNT), Caller.WORKER), Admission::probe);
        assertThat(probe.probe()).isTrue();
        return probe;
    }

    private static Throttled refused(Governor governor, Admission admission, Scope scope, Duration named) {
        Throttled failure = new Throttled("Meta: too many calls", null, new Throttle(scope, named));
        return (Throttled) governor.failed(failure, NO_HEADERS, admission);
    }

    private static void assertBlocked(Governor governor, Account account) {
        assertThatThrownBy(() -> governor.admit(request(account), Caller.WORKER))
                .isInstanceOf(Throttled.class);
    }

    private static void assertOpen(Governor governor, Account account) {
        Admission admission = governor.admit(request(account), Caller.WORKER);
        assertThat(admission.probe()).isFalse();
    }

    private static GraphRequest request(Account account) {
        return GraphRequest.read(account, account.adAccountId(), "id");
    }

    /** On a busy build machine Redis may be slower than the service's timeout. */
    private Governor governor() {
        return governor("5s");
    }

    private Governor governor(String gateTimeout) {
        return new Governor(
                redis,
                GraphFixtures.config("throttle-wait", "20s", "gate-timeout", gateTimeout),
                MappedConfig.of(ApiCallsConfig.class),
                new UsageHeaders(GraphFixtures.MAPPER));
    }
}
