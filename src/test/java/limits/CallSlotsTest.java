package limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import graph.ApiCallsConfig;
import graph.Caller;
import graph.Caller.Role;
import graph.GraphFixtures;
import graph.NoSlotException;
import graph.WorkerCallsConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls stay in progress until a test ends them, so that no limit depends on their speed. */
class CallSlotsTest {

    private static final int API_CALLS = 4;
    private static final int WORKER_CALLS = 2;
    private static final int ACCOUNT_CALLS = 3;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** Releases the slots of calls in progress. */
    private final List<Runnable> underWay = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void holdsTheCapOfEachRole() {
        CallSlots slots = slots("100ms");

        List<CompletableFuture<Void>> api = begin(slots, Role.API, "act_1", "act_2", "act_3", "act_4", "act_5");
        List<CompletableFuture<Void>> worker = begin(slots, Role.WORKER, "act_6", "act_7", "act_8");

        await().until(() -> refused(api) == 1 && refused(worker) == 1);
        assertThat(underWay).hasSize(API_CALLS + WORKER_CALLS);
        assertThat(slots.used(Role.API)).isEqualTo(API_CALLS);
    }

    @Test
    void holdsTheCapOfAnAccountForAllRolesTogether() {
        CallSlots slots = slots("100ms");

        List<CompletableFuture<Void>> all = new ArrayList<>(begin(slots, Role.API, "act_1", "act_1"));
        await().until(() -> underWay.size() == 2);
        all.addAll(begin(slots, Role.WORKER, "act_1", "act_1"));

        await().until(() -> refused(all) == 1);
        assertThat(underWay).hasSize(ACCOUNT_CALLS);
    }

    @Test
    void doesNotBlockOtherAccounts() {
        CallSlots slots = slots("20s");
        begin(slots, Role.API, "act_1", "act_1", "act_1");
        await().until(() -> underWay.size() == ACCOUNT_CALLS);
        begin(slots, Role.API, "act_1", "act_1", "act_1");

        begin(slots, Role.API, "act_2");

        await().atMost(Duration.ofSeconds(10)).until(() -> underWay.size() == ACCOUNT_CALLS + 1);
    }

    @Test
    void givesAFreeSlotToTheNext() {
        CallSlots slots = slots("20s");
        List<CompletableFuture<Void>> all = begin(slots, Role.WORKER, "act_1", "act_2", "act_3");
        await().until(() -> underWay.size() == WORKER_CALLS);

        endOne();

        await().until(() -> all.stream().allMatch(CompletableFuture::isDone) && underWay.size() == WORKER_CALLS);
    }

    @Test
    void refusesAfterTheWait() {
        CallSlots slots = slots("300ms");
        begin(slots, Role.WORKER, "act_1", "act_2");
        await().until(() -> underWay.size() == WORKER_CALLS);

        Instant begun = Instant.now();

        assertThatThrownBy(() -> slots.enter(Caller.WORKER, "act_3")).isInstanceOf(NoSlotException.class);
        assertThat(Duration.between(begun, Instant.now())).isBetween(Duration.ofMillis(300), Duration.ofSeconds(10));
    }

    @Test
    void doesNotWaitBeyondTheCallersDeadline() {
        CallSlots slots = slots("1h");
        begin(slots, Role.API, "act_1", "act_1", "act_1");
        await().until(() -> underWay.size() == ACCOUNT_CALLS);

        Caller late = new Caller(Role.API, Instant.now().plusMillis(200));

        assertThatThrownBy(() -> slots.enter(late, "act_1")).isInstanceOf(NoSlotException.class);
    }

    @Test
    void losesNoSlot() {
        CallSlots slots = slots("10ms");

        for (int i = 0; i < 50; i++) {
            slots.enter(Caller.WORKER, "act_1").run();
        }
    }

    @Test
    void givesTheAccountsSlotBackWhereTheRoleHasNone() {
        CallSlots slots = slots("50ms");
        begin(slots, Role.WORKER, "act_1", "act_2");
        await().until(() -> underWay.size() == WORKER_CALLS);
        for (int i = 0; i < 2 * ACCOUNT_CALLS; i++) {
            assertThatThrownBy(() -> slots.enter(Caller.WORKER, "act_3")).isInstanceOf(NoSlotException.class);
        }

        begin(slots, Role.API, "act_3", "act_3", "act_3");

        await().until(() -> underWay.size() == WORKER_CALLS + ACCOUNT_CALLS);
    }

    /** Not released before its last call ends, after a rejected one neither: the limit always holds. */
    @Test
    void keepsNoSlotsOfAnAccountWithoutCalls() {
        CallSlots slots = slots("50ms");
        List<CompletableFuture<Void>> all = new ArrayList<>(begin(slots, Role.API, "act_1", "act_1", "act_1"));
        await().until(() -> underWay.size() == ACCOUNT_CALLS);
        all.addAll(begin(slots, Role.API, "act_1"));
        await().until(() -> refused(all) == 1);
        assertThat(slots.accountsInUse()).isEqualTo(1);

        endOne();
        assertThat(slots.accountsInUse()).isEqualTo(1);
        endOne();
        endOne();

        assertThat(slots.accountsInUse()).isZero();
    }

    private void endOne() {
        underWay.remove(0).run();
    }

    private static CallSlots slots(String slotWait) {
        return new CallSlots(
                GraphFixtures.config("account-concurrency", String.valueOf(ACCOUNT_CALLS)),
                MappedConfig.of(
                        ApiCallsConfig.class, "max-concurrency", String.valueOf(API_CALLS), "slot-wait", slotWait),
                MappedConfig.of(WorkerCallsConfig.class, "max-concurrency", String.valueOf(WORKER_CALLS)));
    }

    private List<CompletableFuture<Void>> begin(CallSlots slots, Role role, String... accounts) {
        List<CompletableFuture<Void>> begun = new ArrayList<>();
        for (String account : accounts) {
            Caller caller = role == Role.WORKER
                    ? Caller.WORKER
                    : new Caller(role, Instant.now().plusSeconds(60));
            begun.add(CompletableFuture.runAsync(() -> underWay.add(slots.enter(caller, account)), threads));
        }
        return begun;
    }

    private static long refused(List<CompletableFuture<Void>> calls) {
        return calls.stream()
                .filter(CompletableFuture::isCompletedExceptionally)
                .count();
    }
}
