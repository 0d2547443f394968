package shares;

import failures.Kind;
import failures.Wait;
import failures.Wait.Reason;
import shares.Refusals.Cause;

import java.sql.SQLException;
import java.time.Duration;
import java.util.OptionalLong;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Rejects rows beyond a client's quota. */
@Singleton
public class ClientQuotas {

    private static final Duration UNTIL_JOBS_END = Duration.ofMinutes(1);
    private static final Duration UNTIL_KEYS_EXPIRE = Duration.ofMinutes(10);

    private final RowQuota jobs;
    private final RowQuota keys;
    private final Refusals refusals;

    @Inject
    ClientQuotas(QuotasConfig config, Refusals refusals) {
        this.jobs = new RowQuota(config.unfinishedJobs());
        this.keys = new RowQuota(config.idempotencyKeys());
        this.refusals = refusals;
    }

    /** Counts a client's rows, up to a number; empty if no row has to be added. */
    @FunctionalInterface
    public interface Count {
        OptionalLong upTo(int most) throws SQLException;
    }

    /**
     * Counts one more unfinished job. Concurrent calls may compete for the last row that needs no query; the others
     * query.
     *
     * @throws Wait if the quota is used up
     */
    public void takeJob(String clientId, Count count) throws SQLException {
        take(
                jobs,
                clientId,
                count,
                SharedLimit.UNFINISHED_JOBS,
                "The client has " + jobs.most()
                        + " unfinished jobs, its maximum. Wait until some have ended, or cancel some.",
                UNTIL_JOBS_END);
    }

    /**
     * Counts one more Idempotency-Key, in the same way.
     *
     * @throws Wait if the quota is used up
     */
    public void takeKey(String clientId, Count count) throws SQLException {
        take(
                keys,
                clientId,
                count,
                SharedLimit.IDEMPOTENCY_KEYS,
                "The client has " + keys.most()
                        + " unexpired Idempotency-Keys, its maximum."
                        + " Wait until old ones have expired, or call without the header.",
                UNTIL_KEYS_EXPIRE);
    }

    private void take(RowQuota quota, String clientId, Count count, SharedLimit limit, String detail, Duration wait)
            throws SQLException {
        if (quota.take(clientId)) {
            return;
        }
        OptionalLong rows = count.upTo(quota.most());
        if (rows.isPresent() && !quota.takeCounted(clientId, rows.getAsLong())) {
            refusals.count(limit, Cause.SHARE);
            throw new Wait(Kind.RATE_LIMITED, Reason.ROOM, wait, detail);
        }
    }
}
