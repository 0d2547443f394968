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
 * The hard limit of concurrent calls to Meta, for the role in this process and for the ad account. A call holds its
 * slots from before it is paced until its answer is read, however slow it is. It holds none while it waits for a
 * redelivery.
 *
 * <p>The Throttler EIP's concurrent mode is not such a limit: it forgets its permits ten seconds after the last
 * release.
 */
@Singleton
public class CallSlots {

    private final Duration slotWait;
    private final int accountConcurrency;
    private final Map<Caller.Role, Integer> limits = new EnumMap<>(Caller.Role.class);
    private final Map<Caller.Role, Semaphore> roles = new EnumMap<>(Caller.Role.class);
    /** Only accounts with calls in progress or waiting. */
    private final Map<String, AccountSlots> accounts = new ConcurrentHashMap<>();

    @Inject
    public CallSlots(GraphConfig config, ApiCallsConfig api, WorkerCallsConfig worker) {
        this.slotWait = api.slotWait();
        this.accountConcurrency = config.accountConcurrency();
        limits.put(Caller.Role.API, api.maxConcurrency());
        limits.put(Caller.Role.WORKER, worker.maxConcurrency());
        limits.forEach((role, limit) -> roles.put(role, new Semaphore(limit, true)));
    }

    /** The slots of an account, and the number of calls that hold or wait for them; changed only within the map. */
    private static final class AccountSlots {
        private final Semaphore slots;
        private int calls;

        AccountSlots(int concurrency) {
            slots = new Semaphore(concurrency, true);
        }
    }

    /** Maximum number of concurrent calls of a role in this process. */
    public int limit(Caller.Role role) {
        return limits.get(role);
    }

    /** Number of calls in progress of a role. */
    public int used(Caller.Role role) {
        return limit(role) - roles.get(role).availablePermits();
    }

    /**
     * Takes the slots of a call.
     *
     * @return releases them; to be run once
     * @throws Wait if none is free in time
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

    /** Number of accounts with calls in progress or waiting. */
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

    /**
     * Takes both slots within one wait, or none. The account's comes first, so that a busy account does not hold slots
     * of the role.
     */
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
