package http;

import failures.Kind;
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

    /**
     * Counts one more unfinished job, if that needs no look at the database. Several calls may compete for the last one,
     * so the call that gets none has to look.
     */
    public boolean takeJob(@Variable("clientId") String clientId) {
        return jobs.take(clientId);
    }

    /** The parameters of {@code count-unfinished-jobs.sql}. */
    public Map<String, Object> jobQuestion(@Variable("clientId") String clientId) {
        return Map.of("client_id", clientId, "most", jobs.most());
    }

    /**
     * Counts one more unfinished job.
     *
     * @param rows the answer to {@code count-unfinished-jobs.sql}
     * @throws ProblemException if the client has its quota
     */
    public void takeCountedJob(@Body Number rows, @Variable("clientId") String clientId) {
        if (!jobs.takeCounted(clientId, rows.longValue())) {
            throw refusal(
                    SharedLimit.UNFINISHED_JOBS,
                    "The client has " + jobs.most()
                            + " unfinished jobs, and that is its quota. Wait until some have ended,"
                            + " or cancel some.",
                    UNTIL_JOBS_END);
        }
    }

    /** Counts one more Idempotency-Key, if that needs no look at the database. */
    public boolean takeKey(@Variable("clientId") String clientId) {
        return keys.take(clientId);
    }

    /** The parameters of {@code count-idempotency-keys.sql}. */
    public Map<String, Object> keyQuestion(
            @Variable("clientId") String clientId, @Variable("parameters") Map<String, String> parameters) {
        return Map.of("client_id", clientId, "key", parameters.get(IdempotencyKeys.HEADER), "most", keys.most());
    }

    /**
     * Counts one more Idempotency-Key.
     *
     * @param rows the answer to {@code count-idempotency-keys.sql}; null for a key that is there already
     * @throws ProblemException if the client has its quota
     */
    public void takeCountedKey(@Body Number rows, @Variable("clientId") String clientId) {
        if (rows != null && !keys.takeCounted(clientId, rows.longValue())) {
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
