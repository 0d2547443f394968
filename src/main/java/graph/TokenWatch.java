package graph;

import clients.Account;
import clients.TokenFingerprint;
import clients.TokenState;
import clients.TokenState.Status;
import clients.TokenUnavailableException;
import clients.Tokens;
import clients.TokensConfig;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import graph.GraphException.TokenRejected;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Body;
import org.apache.camel.ExchangeException;
import org.apache.camel.Variable;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Holds back the calls of a client whose token Meta has rejected, until the token is another or the client was set
 * again. The flag is in the client's row, for all processes; each keeps it in mind for a moment, so that not every call
 * costs a query.
 */
@Singleton
@Unremovable
public class TokenWatch {

    /** The number of readings that are kept, however old they are. */
    static final int FEW = 1000;
    /** A call may last as long, and learns at its end what was read at its beginning. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(5);

    /** What was read of a client, and when. */
    private record Reading(TokenState state, Instant at) {}

    private final Tokens tokens;
    private final ObjectMapper mapper;
    private final Duration lifetime;
    private final Clock clock;
    private final Map<String, Reading> readings = new ConcurrentHashMap<>();
    /** At this number of readings the stale ones are forgotten. */
    private final AtomicInteger cleanAt = new AtomicInteger(FEW);

    @Inject
    public TokenWatch(Tokens tokens, ObjectMapper mapper, TokensConfig config) {
        this(tokens, mapper, config.statusLifetime(), Clock.systemUTC());
    }

    TokenWatch(Tokens tokens, ObjectMapper mapper, Duration lifetime, Clock clock) {
        this.tokens = tokens;
        this.mapper = mapper;
        this.lifetime = lifetime;
        this.clock = clock;
    }

    /** Whether the client's flag has to be read. */
    public boolean isStale(@Variable("clientId") String clientId) {
        Reading reading = readings.get(clientId);
        return reading == null || !clock.instant().isBefore(reading.at().plus(lifetime));
    }

    /** Reads the client's flag anew next time: the client has been set again. */
    public void forget(@Variable("clientId") String clientId) {
        readings.remove(clientId);
    }

    /** Keeps the answer to {@code select-token-state.sql}, a JSON text or null. */
    public void remember(@Body String row, @Variable("clientId") String clientId) throws JsonProcessingException {
        remember(clientId, row == null ? TokenState.UNKNOWN : mapper.readValue(row, TokenState.class));
    }

    private void remember(String clientId, TokenState state) {
        Instant now = clock.instant();
        readings.put(clientId, new Reading(state, now));
        if (readings.size() > cleanAt.get()) {
            Instant oldest = now.minus(lifetime).minus(LONGEST_CALL);
            readings.values().removeIf(reading -> reading.at().isBefore(oldest));
            cleanAt.set(Math.max(FEW, 2 * readings.size()));
        }
    }

    /** How many clients' readings are kept. */
    int size() {
        return readings.size();
    }

    private TokenState state(String clientId) {
        Reading reading = readings.get(clientId);
        return reading == null ? TokenState.UNKNOWN : reading.state();
    }

    /**
     * Lets a call pass whose token there is reason to try.
     *
     * @return the fingerprint of the token, to be kept should Meta reject it
     * @throws TokenRejected if there is no token, or Meta has rejected this one
     */
    public String check(@Variable("account") Account account, @Variable("clientId") String clientId) {
        String token;
        try {
            token = tokens.resolve(account.tokenRef());
        } catch (TokenUnavailableException e) {
            throw new TokenRejected(e.getMessage(), null);
        }
        TokenState state = state(clientId);
        if (state.rejects(token)) {
            throw new TokenRejected(
                    "Meta rejected the token at token_ref '" + account.tokenRef() + "' at " + state.tokenStatusAt()
                            + ", and it is still the same: " + state.tokenStatusReason(),
                    null);
        }
        return TokenFingerprint.of(token);
    }

    /** Whether that Meta takes the token is not in the client's row yet. */
    public boolean isNews(@Variable("clientId") String clientId) {
        return state(clientId).tokenStatus() != Status.OK;
    }

    /** The parameters of {@code note-token-accepted.sql}: the flag goes only if it is the one that was known. */
    public Map<String, Object> accepted(@Variable("clientId") String clientId, @Variable("account") Account account) {
        Map<String, Object> row = new HashMap<>();
        row.put("client_id", clientId);
        row.put("token_ref", account.tokenRef());
        row.put("known_fingerprint", state(clientId).tokenFingerprint());
        remember(clientId, new TokenState(Status.OK, null, clock.instant(), null));
        return row;
    }

    /** The parameters of {@code note-token-rejected.sql}. From now on this process sends nothing with that token. */
    public Map<String, Object> rejected(
            @ExchangeException TokenRejected failure,
            @Variable("clientId") String clientId,
            @Variable("account") Account account,
            @Variable("tokenFingerprint") String fingerprint) {
        remember(clientId, new TokenState(Status.REJECTED, failure.getMessage(), clock.instant(), fingerprint));
        return Map.of("token_ref", account.tokenRef(), "fingerprint", fingerprint, "reason", failure.getMessage());
    }
}
