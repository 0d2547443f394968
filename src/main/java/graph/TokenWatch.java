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
 * Holds back the calls of a client whose token Meta has rejected, until the token is another or the client was set
 * again. The flag is in the client's row, for all processes; each keeps it in mind for a moment, so that not every call
 * costs a query.
 */
@Singleton
public class TokenWatch {

    private static final Logger LOG = Logger.getLogger(TokenWatch.class);
    /** The number of clients' readings that are kept. */
    private static final int MOST = 10_000;

    /**
     * What was found before a call.
     *
     * @param state of the client's row
     * @param fingerprint of the token that the call is made with, to be kept should Meta reject it
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

    /** Reads the client's flag again next time: the client has been set again. */
    public void forget(String clientId) {
        readings.remove(clientId);
    }

    /**
     * Lets a call pass whose token there is reason to try.
     *
     * @throws TokenRejected if there is no token, or Meta has rejected this one
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
                            + ", and it is still the same: " + state.tokenStatusReason(),
                    null);
        }
        return TokenFingerprint.of(token);
    }

    /**
     * Meta has taken the token. If that is news, the flag goes, unless it was set during the call; where the write fails,
     * the next call tries again.
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
            LOG.warnf("That Meta takes a token was not noted and will be tried again: %s", e.getMessage());
        }
    }

    /** Meta has rejected the token. From now on this process sends nothing with it. */
    public void rejected(GraphCall call, Exception failure) {
        String fingerprint = call.token().fingerprint();
        String reason = failure.getMessage();
        readings.put(call.clientId(), new TokenState(Status.REJECTED, reason, clock.instant(), fingerprint));
        try {
            repository.rejected(call.request().account().tokenRef(), fingerprint, reason);
            observer.tokenRejected();
        } catch (SQLException e) {
            LOG.warnf("That Meta rejected a token was not noted: %s", e.getMessage());
        }
    }
}
