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
 * Decides what an Idempotency-Key means for the call that carries it: run it, answer it again, or refuse it. A key
 * belongs to a client, and stands for one request: for another it is refused, whatever came of the first.
 *
 * <p>The key is the run's from {@link #claim} until {@link #conclude} keeps the answer or lets the key go. If the process
 * dies in between, whoever repeats the request takes the key over, and goes on with the same intent: what exists at Meta
 * is found and not made again.
 */
@Singleton
public class IdempotencyKeys {

    /** The response header that marks an answer which was given before. */
    public static final String REPLAYED = "Idempotent-Replayed";

    /**
     * The refusals that are the request's own fault, so that the same request will meet them again. All others pass:
     * a key that may not, a token that is dead and an account that is throttled are mended elsewhere.
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

    /** The number of answers that were given again. */
    public long replays() {
        return replays.sum();
    }

    /** Claims the call's key without writing an intent. */
    public void claim(ApiCall call) throws SQLException, IOException {
        claim(call, false);
    }

    /**
     * Claims the call's key, if it carries one. Afterwards this run holds the key, or the call is answered as before. The
     * claim is committed before Meta is asked anything.
     *
     * @param opensIntent whether the intent of the call's creation is written with a new key
     * @throws Rejected if the key stands for another request, or the client has used up its quota
     * @throws Wait if another run has the key
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

    /** Goes by the key's row after the claim. */
    void claimed(ApiCall call, IdempotencyRow row, String fingerprint, UUID owner) {
        if (!row.fingerprint().equals(fingerprint)) {
            throw new Rejected(
                    Kind.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was used before, with another request.");
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
     * Keeps the call's answer, or lets its key go. The caller gets its answer even if it cannot be kept: then the hold
     * runs out, and a repetition finds the same object by its intent.
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
            LOG.warnf("What came of an Idempotency-Key was not written down: %s", e.getMessage());
        } finally {
            call.letGo();
        }
    }

    /** Whether an answer of this status will be given again, rather than the request be run again. */
    static boolean isWorthKeeping(int status) {
        return status >= 200 && status < 300 || DEFINITE_REFUSALS.contains(status);
    }

    /** The refusal of a call whose key another run has. */
    public static Wait inProgress() {
        return new Wait(Kind.IN_PROGRESS, Reason.ROOM, SOON, "A request with this Idempotency-Key is still running.");
    }

    /** Deletes a few of the keys that have been kept long enough. Returns how many. */
    public int deleteSome() throws SQLException {
        return repository.deleteExpired(config.idempotencyRetention());
    }
}
