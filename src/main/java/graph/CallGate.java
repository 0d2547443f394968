package graph;

import io.quarkus.arc.Unremovable;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.spi.Policy;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.processor.DelegateAsyncProcessor;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.inject.Singleton;

/**
 * The hard cap on calls to Meta at once: for the role in this process and for the ad account. A call holds its slots
 * from before it is paced until its answer is read, however slow it is; while a failed one waits to be tried again it
 * holds none.
 *
 * <p>The Throttler EIP's concurrent mode is no such cap: it forgets its permits ten seconds after the last release.
 */
@Singleton
@Unremovable
@Named("callGate")
public class CallGate implements Policy {

    private final Duration slotWait;
    private final int accountConcurrency;
    private final Map<Caller.Role, Integer> limits = new EnumMap<>(Caller.Role.class);
    private final Map<Caller.Role, Semaphore> roles = new EnumMap<>(Caller.Role.class);
    /** Only of accounts that have calls under way or waiting. */
    private final Map<String, AccountSlots> accounts = new ConcurrentHashMap<>();

    @Inject
    public CallGate(GraphConfig config, ApiCallsConfig api, WorkerCallsConfig worker) {
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

    @Override
    public void beforeWrap(Route route, NamedNode definition) {
        // nothing to prepare: the gate is the same for every route
    }

    @Override
    public Processor wrap(Route route, Processor processor) {
        AsyncProcessor next = AsyncProcessorConverterHelper.convert(processor);
        return new DelegateAsyncProcessor(next) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Caller caller = exchange.getVariable("caller", Caller.class);
                String account = exchange.getVariable("graphRequest", GraphRequest.class)
                        .account()
                        .adAccountId();
                Semaphore ofAccount = enter(account);
                Semaphore ofRole = roles.get(caller.role());
                long deadline = System.nanoTime()
                        + caller.remaining(Instant.now(), slotWait).toNanos();
                if (!acquire(ofAccount, ofRole, deadline)) {
                    leave(account);
                    exchange.setException(new NoSlotException(slotWait));
                    callback.done(true);
                    return true;
                }
                return super.process(exchange, doneSync -> {
                    ofRole.release();
                    ofAccount.release();
                    leave(account);
                    callback.done(doneSync);
                });
            }
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
