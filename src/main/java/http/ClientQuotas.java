package http;

import http.Problem.Kind;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Variable;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.SharedLimit;

import java.time.Duration;
import java.util.Map;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Refuses what would exceed a client's quota of rows. */
@Singleton
@Unremovable
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

    /** Returns whether the client's unfinished jobs must be counted before it gets another. */
    public boolean mustCountJobs(@Variable("clientId") String clientId) {
        return jobs.mustCount(clientId);
    }

    /** The parameters of {@code count-unfinished-jobs.sql}. */
    public Map<String, Object> jobQuestion(@Variable("clientId") String clientId) {
        return Map.of("client_id", clientId, "most", jobs.most());
    }

    /** Keeps the answer to {@code count-unfinished-jobs.sql}. */
    public void jobsCounted(@Body Number rows, @Variable("clientId") String clientId) {
        jobs.counted(clientId, rows.longValue());
    }

    /**
     * Counts one more unfinished job.
     *
     * @throws ProblemException if the client has its quota
     */
    public void takeJob(@Variable("clientId") String clientId) {
        if (!jobs.take(clientId)) {
            throw refusal(
                    SharedLimit.UNFINISHED_JOBS,
                    "The client has " + jobs.most()
                            + " unfinished jobs, and that is its quota. Wait until some have ended,"
                            + " or cancel some.",
                    UNTIL_JOBS_END);
        }
    }

    /** Returns whether the client's Idempotency-Keys must be counted before it gets another. */
    public boolean mustCountKeys(@Variable("clientId") String clientId) {
        return keys.mustCount(clientId);
    }

    /** The parameters of {@code count-idempotency-keys.sql}. */
    public Map<String, Object> keyQuestion(
            @Variable("clientId") String clientId, @Variable("parameters") Map<String, String> parameters) {
        return Map.of("client_id", clientId, "key", parameters.get(IdempotencyKeys.HEADER), "most", keys.most());
    }

    /** Keeps the answer to {@code count-idempotency-keys.sql}; returns whether the key is there, for it is null then. */
    public boolean isKeyThere(@Body Number rows, @Variable("clientId") String clientId) {
        if (rows != null) {
            keys.counted(clientId, rows.longValue());
        }
        return rows == null;
    }

    /**
     * Counts one more Idempotency-Key.
     *
     * @param isThere whether the key is no new one
     * @throws ProblemException if the client has its quota
     */
    public void takeKey(@Variable("clientId") String clientId, @Variable("keyIsThere") Boolean isThere) {
        if (!keys.take(clientId) && !Boolean.TRUE.equals(isThere)) {
            throw refusal(
                    SharedLimit.IDEMPOTENCY_KEYS,
                    "The client has used " + keys.most()
                            + " Idempotency-Keys that are still kept, and that is its quota."
                            + " Wait until old ones have expired, or call without the header.",
                    UNTIL_KEYS_EXPIRE);
        }
    }

    private ProblemException refusal(SharedLimit limit, String detail, Duration wait) {
        refusals.count(limit, Cause.SHARE);
        return new ProblemException(Problem.of(Kind.RATE_LIMITED, detail).withRetryAfter(wait));
    }
}
