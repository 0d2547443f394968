package limits;

import failures.Wait;
import graph.ApiCallsConfig;
import graph.Caller;
import graph.GraphConfig;
import graph.NoSlotException;
import graph.WorkerCallsConfig;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * The hard cap on calls to Meta at once: for the role in this process and for the ad account. A call holds its slots
 * from before it is paced until its answer is read, however slow it is; while a failed one waits to be tried again it
 * holds none.
 *
 * <p>The Throttler EIP's concurrent mode is no such cap: it forgets its permits ten seconds after the last release.
 */
@Singleton
public class CallSlots {

    private final Duration slotWait;
    private final int accountConcurrency;
    private final Map<Caller.Role, Integer> limits = new EnumMap<>(Caller.Role.class);
    private final Map<Caller.Role, Semaphore> roles = new EnumMap<>(Caller.Role.class);
    /** Only of accounts that have calls under way or waiting. */
    private final Map<String, AccountSlots> accounts = new ConcurrentHashMap<>();

    @Inject
    public CallSlots(GraphConfig config, ApiCallsConfig api, WorkerCallsConfig worker) {
        this.slotWait = api.slotWait();
        this.accountConcurrency = config.accountConcurrency();
        limits.put(Caller.Role.API, api.maxConcurrency());
        limits.put(Caller.Role.WORKER, worker.maxConcurrency());
        limits.forEach((role, limit) -> roles.put(role, new Semaphore(limit, true)));
    }

    /** The slots of an account, and how many calls have them or wait for them; changed only within the map. */
    private static final class AccountSlots {
        private final Semaphore slots;
        private int calls;

        AccountSlots(int concurrency) {
            slots = new Semaphore(concurrency, true);
        }
    }

    /** How many calls of a role this process makes at once. */
    public int limit(Caller.Role role) {
        return limits.get(role);
    }

    /** How many of them are under way. */
    public int used(Caller.Role role) {
        return limit(role) - roles.get(role).availablePermits();
    }

    /**
     * Takes the slots of a call.
     *
     * @return gives them back; to be run once
     * @throws Wait if none comes free in time
     */
    Runnable enter(Caller caller, String account) {
        Semaphore ofAccount = enter(account);
        Semaphore ofRole = roles.get(caller.role());
        long deadline =
                System.nanoTime() + caller.remaining(Instant.now(), slotWait).toNanos();
        if (!acquire(ofAccount, ofRole, deadline)) {
            leave(account);
            throw new NoSlotException(slotWait);
        }
        return () -> {
            ofRole.release();
            ofAccount.release();
            leave(account);
        };
    }

    /** How many accounts have calls under way or waiting. */
    int accountsInUse() {
        return accounts.size();
    }

    private Semaphore enter(String account) {
        return accounts.compute(account, (key, known) -> {
                    AccountSlots entry = known == null ? new AccountSlots(accountConcurrency) : known;
                    entry.calls++;
                    return entry;
                })
                .slots;
    }

    private void leave(String account) {
        accounts.computeIfPresent(account, (key, entry) -> --entry.calls == 0 ? null : entry);
    }

    /** Takes both slots within one wait, or none. The account's comes first, so that a busy one keeps nobody else's. */
    private static boolean acquire(Semaphore ofAccount, Semaphore ofRole, long deadline) {
        if (!acquire(ofAccount, deadline)) {
            return false;
        }
        if (acquire(ofRole, deadline)) {
            return true;
        }
        ofAccount.release();
        return false;
    }

    private static boolean acquire(Semaphore slots, long deadline) {
        try {
            return slots.tryAcquire(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
