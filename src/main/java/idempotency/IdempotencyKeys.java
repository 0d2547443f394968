package idempotency;

import calls.ApiCall;
import calls.HeldKey;
import calls.Reply;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import failures.Wait.Reason;
import org.jboss.logging.Logger;
import shares.ClientQuotas;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides what to do with a call by its Idempotency-Key: run it, repeat the stored answer, or reject it. A key belongs
 * to a client and one request; with another request it is rejected, whatever the outcome of the first.
 *
 * <p>The run holds the key from {@link #claim} until {@link #conclude} stores the answer or releases the key. If the
 * process dies in between, the next request with the key takes it over and resumes the same intent: an object that
 * exists at Meta is adopted and not created again.
 */
@Singleton
public class IdempotencyKeys {

    /** The response header of a repeated answer. */
    public static final String REPLAYED = "Idempotent-Replayed";

    /**
     * Rejections caused by the request itself, so that the same request would be rejected again. Others can be resolved
     * elsewhere: a missing permission, a dead token, a throttled account.
     */
    private static final Set<Integer> DEFINITE_REFUSALS = Set.of(400, 413, 415, 422);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Logger LOG = Logger.getLogger(IdempotencyKeys.class);

    private final IdempotencyRepository repository;
    private final IdempotencyConfig config;
    private final IdempotencyLeases leases;
    private final ClientQuotas quotas;
    private final LongAdder replays = new LongAdder();

    @Inject
    IdempotencyKeys(
            IdempotencyRepository repository, IdempotencyConfig config, IdempotencyLeases leases, ClientQuotas quotas) {
        this.repository = repository;
        this.config = config;
        this.leases = leases;
        this.quotas = quotas;
    }

    /** The number of repeated answers. */
    public long replays() {
        return replays.sum();
    }

    public void claim(ApiCall call) throws SQLException, IOException {
        claim(call, false);
    }

    /**
     * Claims the call's key, if it has one. Afterwards this run holds the key, or the call has the stored answer. The
     * claim is committed before Meta is called.
     *
     * @param opensIntent if true, the intent of the call's creation is written together with a new key
     * @throws Rejected if the key belongs to another request, or the client has used up its quota
     * @throws Wait if another run holds the key
     */
    public void claim(ApiCall call, boolean opensIntent) throws SQLException, IOException {
        String key = call.idempotencyKey();
        if (key == null) {
            return;
        }
        quotas.takeKey(call.clientId(), most -> repository.count(call.clientId(), key, most));
        String fingerprint = Fingerprints.of(call.operation(), call.objectId(), call.body(), call.files());
        UUID owner = UUID.randomUUID();
        claimed(
                call,
                repository.claim(call, fingerprint, owner, leases.lease(), opensIntent ? call.creation() : null),
                fingerprint,
                owner);
    }

    /** Acts on the key's row after the claim. */
    void claimed(ApiCall call, IdempotencyRow row, String fingerprint, UUID owner) {
        if (!row.fingerprint().equals(fingerprint)) {
            throw new Rejected(
                    Kind.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was already used with another request.");
        }
        if (row.state() == IdempotencyRow.State.KEPT) {
            call.reply(replay(row));
            replays.increment();
            return;
        }
        if (!owner.equals(row.owner())) {
            throw inProgress();
        }
        leases.hold(owner);
        call.atEnd(() -> leases.letGo(owner));
        call.hold(new HeldKey(row.clientId(), row.key(), owner, row.createBegun()), row.intentKey());
        if (row.intent() != null) {
            call.became(row.intent());
        }
    }

    private static Reply replay(IdempotencyRow row) {
        Map<String, String> headers = new HashMap<>(Map.of(REPLAYED, "true"));
        if (row.location() != null) {
            headers.put(Reply.LOCATION, row.location());
        }
        return new Reply(row.status(), row.contentType(), row.answer(), headers);
    }

    /**
     * Stores the call's answer, or releases its key. The caller gets its answer even if that fails: then the lease
     * expires, and a retry finds the same object by its intent.
     */
    public void conclude(ApiCall call) {
        HeldKey held = call.held();
        if (held == null) {
            return;
        }
        try {
            if (isWorthKeeping(call.reply().status())) {
                repository.keep(held, call.reply());
            } else {
                repository.release(held);
            }
        } catch (SQLException e) {
            LOG.warnf("The outcome of an Idempotency-Key was not stored: %s", e.getMessage());
        } finally {
            call.letGo();
        }
    }

    /** Returns true if an answer of this status is repeated, false if the request is run again. */
    static boolean isWorthKeeping(int status) {
        return status >= 200 && status < 300 || DEFINITE_REFUSALS.contains(status);
    }

    /** The rejection of a call whose key is held by another run. */
    public static Wait inProgress() {
        return new Wait(Kind.IN_PROGRESS, Reason.ROOM, SOON, "A request with this Idempotency-Key is still running.");
    }

    /** Deletes a batch of expired keys. Returns their number. */
    public int deleteSome() throws SQLException {
        return repository.deleteExpired(config.idempotencyRetention());
    }
}
