package http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import failures.Kind;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.Message;
import org.apache.camel.Variable;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Decides what an Idempotency-Key means for the call that carries it: run it, answer it again, or refuse it. A key
 * belongs to a client, and stands for one request: for another it is refused, whatever came of the first.
 */
@Singleton
@Unremovable
public class IdempotencyKeys {

    /** The request header. */
    static final String HEADER = "Idempotency-Key";

    /** The response header that marks an answer which was given before. */
    public static final String REPLAYED = "Idempotent-Replayed";

    /**
     * The refusals that are the request's own fault, so that the same request will meet them again. All others pass:
     * a key that may not, a token that is dead and an account that is throttled are mended elsewhere.
     */
    private static final Set<Integer> DEFINITE_REFUSALS = Set.of(400, 413, 415, 422);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final ObjectMapper mapper;
    private final IdempotencyConfig config;
    private final IdempotencyLeases leases;

    @Inject
    IdempotencyKeys(ObjectMapper mapper, IdempotencyConfig config, IdempotencyLeases leases) {
        this.mapper = mapper;
        this.config = config;
        this.leases = leases;
    }

    /** Whether the call carries a key. */
    public boolean isGiven(@Variable("parameters") Map<String, String> parameters) {
        return parameters.containsKey(HEADER);
    }

    /** A name for this run of the request. */
    public UUID newOwner() {
        return UUID.randomUUID();
    }

    /** The parameters of {@code claim-idempotency-key.sql}. */
    public Map<String, Object> claim(
            @Variable("clientId") String clientId,
            @Variable("parameters") Map<String, String> parameters,
            @Variable("operation") String operation,
            @Variable("fingerprint") String fingerprint,
            @Variable("intentKey") String intentKey,
            @Variable("owner") UUID owner) {
        Map<String, Object> row = new HashMap<>();
        row.put("client_id", clientId);
        row.put("key", parameters.get(HEADER));
        row.put("operation", operation);
        row.put("fingerprint", fingerprint);
        row.put("intent_key", intentKey);
        row.put("owner", owner.toString());
        row.put("lease_seconds", leases.seconds());
        return row;
    }

    /**
     * The key's row after the claim.
     *
     * @throws ProblemException if the key stands for another request
     */
    public IdempotencyRow claimed(@Body String json, @Variable("fingerprint") String fingerprint)
            throws JsonProcessingException {
        IdempotencyRow row = mapper.readValue(json, IdempotencyRow.class);
        if (!row.fingerprint().equals(fingerprint)) {
            throw ProblemException.of(
                    Kind.IDEMPOTENCY_MISMATCH, "This Idempotency-Key was used before, with another request.");
        }
        return row;
    }

    /** Whether the request has been answered for good. */
    public boolean isKept(@Variable("idempotency") IdempotencyRow row) {
        return row.state() == IdempotencyRow.State.KEPT;
    }

    /** Makes the message the answer of before. */
    public void replay(@Variable("idempotency") IdempotencyRow row, Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, row.status());
        message.setHeader(Exchange.CONTENT_TYPE, row.contentType());
        message.setHeader(REPLAYED, "true");
        if (row.location() != null) {
            message.setHeader("Location", row.location());
        }
        message.setBody(row.answer());
    }

    /**
     * Holds the key until the exchange ends.
     *
     * @return the row of a key that this run has
     * @throws ProblemException if another run has it
     */
    public IdempotencyRow hold(
            @Variable("idempotency") IdempotencyRow row, @Variable("owner") UUID owner, Exchange exchange) {
        if (!owner.equals(row.owner())) {
            throw inProgress();
        }
        leases.holdWhile(exchange, owner);
        return row;
    }

    /**
     * Whether the call continues a run that may have made the object. That run was allowed when it began, so its object
     * is adopted, whatever has changed since then.
     *
     * @param held null where the call carries no key
     */
    public boolean isResumed(@Variable("heldKey") IdempotencyRow held) {
        return held != null && held.createBegun();
    }

    /** Whether an answer of this status will be given again, rather than the request be run again. */
    public boolean isWorthKeeping(@Header(Exchange.HTTP_RESPONSE_CODE) int status) {
        return status >= 200 && status < 300 || DEFINITE_REFUSALS.contains(status);
    }

    /** The parameters of {@code keep-idempotent-answer.sql}. */
    public Map<String, Object> keep(
            @Body String answer,
            @Header(Exchange.HTTP_RESPONSE_CODE) int status,
            @Header(Exchange.CONTENT_TYPE) String contentType,
            @Header("Location") String location,
            @Variable("heldKey") IdempotencyRow held) {
        return kept(held, status, contentType, location, answer);
    }

    /**
     * The parameters of {@code insert-job.sql}, those of the job and those of the answer that is kept with it.
     *
     * @param job the job's own
     * @param held null where the call carries no key
     */
    public Map<String, Object> keepAccepted(
            @Body Map<String, Object> job,
            @Variable("acceptance") JsonNode answer,
            @Variable("location") String location,
            @Variable("heldKey") IdempotencyRow held) {
        Map<String, Object> row = kept(held, 202, "application/json", location, answer.toString());
        row.putAll(job);
        return row;
    }

    /**
     * Lets go on whose job was accepted.
     *
     * @param job the row of {@code insert-job.sql}
     * @throws ProblemException if there is none: another run has taken the key over
     */
    public void checkAccepted(@Body String job) {
        if (job == null) {
            throw inProgress();
        }
    }

    private static Map<String, Object> kept(
            IdempotencyRow held, int status, String contentType, String location, String answer) {
        Map<String, Object> row = key(held);
        row.put("status", status);
        row.put("content_type", contentType);
        row.put("location", location);
        row.put("answer", answer);
        return row;
    }

    /** The parameters of {@code release-idempotency-key.sql}. */
    public Map<String, Object> release(@Variable("heldKey") IdempotencyRow held) {
        return key(held);
    }

    private static Map<String, Object> key(IdempotencyRow held) {
        Map<String, Object> row = new HashMap<>();
        row.put("client_id", held == null ? null : held.clientId());
        row.put("key", held == null ? null : held.key());
        row.put("owner", held == null ? null : held.owner().toString());
        return row;
    }

    private static ProblemException inProgress() {
        return new ProblemException(
                Problem.of(Kind.IN_PROGRESS, "A request with this Idempotency-Key is still running.")
                        .withRetryAfter(SOON));
    }

    /** The parameters of {@code delete-idempotency-keys.sql}. */
    public Map<String, Object> expired() {
        return Map.of(
                "retention_seconds", (double) config.idempotencyRetention().toSeconds());
    }
}
