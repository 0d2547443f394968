package graph;

import clients.Account;
import clients.ExpiringCache;
import clients.TokenFingerprint;
import clients.TokenRepository;
import clients.TokenState;
import clients.TokenState.Status;
import clients.TokenUnavailableException;
import clients.Tokens;
import clients.TokensConfig;
import graph.GraphException.TokenRejected;
import org.jboss.logging.Logger;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Blocks the calls of a client whose token Meta has rejected, until the token changes or the client is set again. The
 * flag is in the client's row, for all processes; each caches it briefly, to save a query per call.
 */
@Singleton
public class TokenWatch {

    private static final Logger LOG = Logger.getLogger(TokenWatch.class);
    /** Maximum number of cached clients. */
    private static final int MOST = 10_000;

    /**
     * The state before a call.
     *
     * @param state the token status in the client's row
     * @param fingerprint of the call's token, stored if Meta rejects it
     */
    record Check(TokenState state, String fingerprint) {}

    private final Tokens tokens;
    private final TokenRepository repository;
    private final CallObserver observer;
    private final Clock clock;
    private final ExpiringCache<String, TokenState> readings;

    @Inject
    public TokenWatch(Tokens tokens, TokenRepository repository, CallObserver observer, TokensConfig config) {
        this(tokens, repository, observer, config.statusLifetime(), Clock.systemUTC());
    }

    TokenWatch(Tokens tokens, TokenRepository repository, CallObserver observer, Duration lifetime, Clock clock) {
        this.tokens = tokens;
        this.repository = repository;
        this.observer = observer;
        this.clock = clock;
        this.readings = new ExpiringCache<>(MOST, lifetime, clock);
    }

    /** Removes a changed client from the cache. */
    public void forget(String clientId) {
        readings.remove(clientId);
    }

    /**
     * Checks that the call's token may be used.
     *
     * @throws TokenRejected if there is no token, or Meta has rejected it
     */
    public void check(GraphCall call) throws SQLException {
        TokenState state = state(call.clientId());
        try {
            call.checked(new Check(state, usable(call.request().account(), state)));
        } catch (TokenRejected e) {
            observer.heldBack(e);
            throw e;
        }
    }

    private TokenState state(String clientId) throws SQLException {
        TokenState known = readings.get(clientId).orElse(null);
        if (known == null) {
            known = repository.state(clientId);
            readings.put(clientId, known);
        }
        return known;
    }

    private String usable(Account account, TokenState state) {
        String token;
        try {
            token = tokens.resolve(account.tokenRef());
        } catch (TokenUnavailableException e) {
            throw new TokenRejected(e.getMessage(), null);
        }
        if (state.rejects(token)) {
            throw new TokenRejected(
                    "Meta rejected the token at token_ref '" + account.tokenRef() + "' at " + state.tokenStatusAt()
                            + ", and it has not changed: " + state.tokenStatusReason(),
                    null);
        }
        return TokenFingerprint.of(token);
    }

    /**
     * Meta has accepted the token. If a flag was set, it is cleared, unless it was set during the call. If the write
     * fails, the next call retries it.
     */
    public void accepted(GraphCall call) {
        String clientId = call.clientId();
        TokenState seen = call.token().state();
        if (seen.tokenStatus() == Status.OK
                || !readings.get(clientId).orElse(seen).equals(seen)) {
            return;
        }
        try {
            repository.accepted(clientId, call.request().account().tokenRef(), seen.tokenFingerprint());
            readings.put(clientId, new TokenState(Status.OK, null, clock.instant(), null));
        } catch (SQLException e) {
            LOG.warnf("An accepted token was not recorded and will be retried: %s", e.getMessage());
        }
    }

    /** Meta has rejected the token. This process sends nothing with it from now on. */
    public void rejected(GraphCall call, Exception failure) {
        String fingerprint = call.token().fingerprint();
        String reason = failure.getMessage();
        readings.put(call.clientId(), new TokenState(Status.REJECTED, reason, clock.instant(), fingerprint));
        try {
            repository.rejected(call.request().account().tokenRef(), fingerprint, reason);
            observer.tokenRejected();
        } catch (SQLException e) {
            LOG.warnf("A rejected token was not recorded: %s", e.getMessage());
        }
    }
}
