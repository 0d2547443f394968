package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clients.Account;
import graph.Caller.Role;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls stay under way here until a test ends them, so that no cap rests on how fast they are. */
class CallGateTest {

    private static final int API_CALLS = 4;
    private static final int WORKER_CALLS = 2;
    private static final int ACCOUNT_CALLS = 3;

    private final CamelContext camel = new DefaultCamelContext();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final PendingCalls calls = new PendingCalls();

    /** Calls to Meta that have begun. */
    private static final class PendingCalls extends AsyncProcessorSupport {
        private final List<AsyncCallback> pending = new CopyOnWriteArrayList<>();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            pending.add(callback);
            return false;
        }

        void endOne() {
            pending.remove(0).done(false);
        }

        int underWay() {
            return pending.size();
        }
    }

    @BeforeEach
    void start() {
        camel.start();
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
        camel.stop();
    }

    @Test
    void holdsTheCapOfEachRole() {
        Processor gate = gate("100ms");

        List<CompletableFuture<Exchange>> api = begin(gate, Role.API, "act_1", "act_2", "act_3", "act_4", "act_5");
        List<CompletableFuture<Exchange>> worker = begin(gate, Role.WORKER, "act_6", "act_7", "act_8");

        await().until(() -> refused(api) == 1 && refused(worker) == 1);
        assertThat(calls.underWay()).isEqualTo(API_CALLS + WORKER_CALLS);
    }

    @Test
    void holdsTheCapOfAnAccountForAllRolesTogether() {
        Processor gate = gate("100ms");

        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        all.addAll(begin(gate, Role.API, "act_1", "act_1"));
        await().until(() -> calls.underWay() == 2);
        all.addAll(begin(gate, Role.WORKER, "act_1", "act_1"));

        await().until(() -> refused(all) == 1);
        assertThat(calls.underWay()).isEqualTo(ACCOUNT_CALLS);
    }

    @Test
    void keepsNobodyElseWaitingForABusyAccount() {
        Processor gate = gate("20s");
        begin(gate, Role.API, "act_1", "act_1", "act_1");
        await().until(() -> calls.underWay() == ACCOUNT_CALLS);
        begin(gate, Role.API, "act_1", "act_1", "act_1");

        begin(gate, Role.API, "act_2");

        await().atMost(Duration.ofSeconds(10)).until(() -> calls.underWay() == ACCOUNT_CALLS + 1);
    }

    @Test
    void givesAFreeSlotToTheNext() {
        Processor gate = gate("20s");
        List<CompletableFuture<Exchange>> all = begin(gate, Role.WORKER, "act_1", "act_2", "act_3");
        await().until(() -> calls.underWay() == WORKER_CALLS);

        calls.endOne();

        await().until(() ->
                all.stream().filter(CompletableFuture::isDone).count() == 1 && calls.underWay() == WORKER_CALLS);
    }

    @Test
    void refusesAfterTheWait() {
        Processor gate = gate("300ms");
        begin(gate, Role.WORKER, "act_1", "act_2");
        await().until(() -> calls.underWay() == WORKER_CALLS);

        Instant begun = Instant.now();
        Exchange refused = begin(gate, Role.WORKER, "act_3").get(0).join();

        assertThat(refused.getException()).isInstanceOf(NoSlotException.class);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void doesNotWaitBeyondTheCallersDeadline() {
        Processor gate = gate("1h");
        begin(gate, Role.API, "act_1", "act_1", "act_1");
        await().until(() -> calls.underWay() == ACCOUNT_CALLS);

        Exchange late = exchange(new Caller(Role.API, Instant.now().plusMillis(200)), "act_1");

        assertThat(run(gate, late).join().getException()).isInstanceOf(NoSlotException.class);
    }

    /** Neither a refused call nor a failed one keeps a slot. */
    @Test
    void losesNoSlot() {
        Processor failing = gate("10ms", new AsyncProcessorSupport() {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                exchange.setException(new IllegalStateException("failed"));
                callback.done(true);
                return true;
            }
        });

        for (int i = 0; i < 50; i++) {
            Exchange failed = run(failing, exchange(Caller.WORKER, "act_1")).join();
            assertThat(failed.getException()).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void givesTheAccountsSlotBackWhereTheRoleHasNone() {
        Processor gate = gate("50ms");
        begin(gate, Role.WORKER, "act_1", "act_2");
        await().until(() -> calls.underWay() == WORKER_CALLS);
        for (int i = 0; i < 2 * ACCOUNT_CALLS; i++) {
            begin(gate, Role.WORKER, "act_3").get(0).join();
        }

        begin(gate, Role.API, "act_3", "act_3", "act_3");

        await().until(() -> calls.underWay() == WORKER_CALLS + ACCOUNT_CALLS);
    }

    /** Neither after its last call nor after a refused one, and not before: the cap holds throughout. */
    @Test
    void keepsNoSlotsOfAnAccountWithoutCalls() {
        CallGate gate = callGate("50ms");
        Processor calling = gate.wrap(null, calls);
        List<CompletableFuture<Exchange>> all = new ArrayList<>(begin(calling, Role.API, "act_1", "act_1", "act_1"));
        await().until(() -> calls.underWay() == ACCOUNT_CALLS);
        all.addAll(begin(calling, Role.API, "act_1"));
        await().until(() -> refused(all) == 1);
        assertThat(gate.accountsInUse()).isEqualTo(1);

        calls.endOne();
        assertThat(gate.accountsInUse()).isEqualTo(1);
        calls.endOne();
        calls.endOne();

        assertThat(gate.accountsInUse()).isZero();
    }

    private Processor gate(String slotWait) {
        return gate(slotWait, calls);
    }

    private Processor gate(String slotWait, Processor call) {
        return callGate(slotWait).wrap(null, call);
    }

    private CallGate callGate(String slotWait) {
        return new CallGate(
                GraphFixtures.config("account-concurrency", String.valueOf(ACCOUNT_CALLS)),
                MappedConfig.of(
                        ApiCallsConfig.class, "max-concurrency", String.valueOf(API_CALLS), "slot-wait", slotWait),
                MappedConfig.of(WorkerCallsConfig.class, "max-concurrency", String.valueOf(WORKER_CALLS)));
    }

    private List<CompletableFuture<Exchange>> begin(Processor gate, Role role, String... accounts) {
        List<CompletableFuture<Exchange>> begun = new ArrayList<>();
        for (String account : accounts) {
            Caller caller = role == Role.WORKER
                    ? Caller.WORKER
                    : new Caller(role, Instant.now().plusSeconds(60));
            begun.add(run(gate, exchange(caller, account)));
        }
        return begun;
    }

    private CompletableFuture<Exchange> run(Processor gate, Exchange exchange) {
        CompletableFuture<Exchange> done = new CompletableFuture<>();
        threads.execute(() -> ((AsyncProcessor) gate).process(exchange, doneSync -> done.complete(exchange)));
        return done;
    }

    private Exchange exchange(Caller caller, String account) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.setVariable("caller", caller);
        exchange.setVariable(
                "graphRequest",
                GraphRequest.create(new Account(account, "77", null, "ENV:TOKEN"), "campaigns", Map.of()));
        return exchange;
    }

    private static long refused(List<CompletableFuture<Exchange>> calls) {
        return calls.stream()
                .filter(CompletableFuture::isDone)
                .filter(call -> call.join().getException() instanceof NoSlotException)
                .count();
    }
}
