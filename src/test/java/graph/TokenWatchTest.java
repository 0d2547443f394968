package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clients.TokenFingerprint;
import clients.TokenRepository;
import clients.TokenScheme;
import clients.TokenState;
import clients.TokenState.Status;
import clients.Tokens;
import graph.GraphException.TokenRejected;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

class TokenWatchTest {

    private static final String CLIENT = "francisco";

    private Instant now = GraphFixtures.NOW;
    private String token = "token-of-francisco";
    private TokenState row = TokenState.UNKNOWN;
    private final List<String> statements = new ArrayList<>();
    private final TokenRepository repository = new TokenRepository(null) {
        @Override
        public TokenState state(String clientId) {
            statements.add("state");
            return row;
        }

        @Override
        public void accepted(String clientId, String tokenRef, String knownFingerprint) {
            statements.add("accepted " + clientId + " " + tokenRef + " " + knownFingerprint);
        }

        @Override
        public void rejected(String tokenRef, String fingerprint, String reason) {
            statements.add("rejected " + tokenRef + " " + fingerprint + " " + reason);
        }
    };
    private final TokenWatch watch = new TokenWatch(
            new Tokens(List.of(new TokenScheme() {
                @Override
                public String name() {
                    return "ENV";
                }

                @Override
                public Optional<String> read(String place) {
                    return Optional.ofNullable(token);
                }
            })),
            repository,
            new UnwatchedCalls(),
            Duration.ofSeconds(1),
            new Clock() {
                @Override
                public Instant instant() {
                    return now;
                }

                @Override
                public ZoneId getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return this;
                }
            });

    @Test
    void readsAClientsFlagOnceInAWhile() throws Exception {
        watch.check(call());
        watch.check(call());
        assertThat(statements).containsExactly("state");

        now = now.plusSeconds(1);
        watch.check(call());

        assertThat(statements).containsExactly("state", "state");
    }

    @Test
    void readsTheFlagAgainOnceTheClientWasSet() throws Exception {
        watch.check(call());

        watch.forget(CLIENT);
        watch.check(call());

        assertThat(statements).containsExactly("state", "state");
    }

    @Test
    void holdsBackTheTokenThatWasRejectedAndNoOther() throws Exception {
        GraphCall rejected = call();
        watch.check(rejected);
        String fingerprint = rejected.token().fingerprint();
        watch.rejected(rejected, new TokenRejected("expired", null));

        assertThat(statements).contains("rejected ENV:TOKEN " + fingerprint + " expired");
        assertThatExceptionOfType(TokenRejected.class)
                .isThrownBy(() -> watch.check(call()))
                .withMessageContaining("expired")
                .withMessageContaining("ENV:TOKEN")
                .withMessageNotContaining(token);

        token = "another-token";
        GraphCall other = call();
        watch.check(other);
        assertThat(other.token().fingerprint()).isNotEqualTo(fingerprint);
    }

    @Test
    void holdsBackWhatAnotherProcessSawRejected() throws Exception {
        row = new TokenState(Status.REJECTED, "expired", now, TokenFingerprint.of(token));

        assertThatExceptionOfType(TokenRejected.class).isThrownBy(() -> watch.check(call()));
    }

    @Test
    void saysOnceThatATokenIsTaken() throws Exception {
        for (int i = 0; i < 2; i++) {
            GraphCall call = call();
            watch.check(call);
            watch.accepted(call);
        }

        assertThat(statements).containsExactly("state", "accepted francisco ENV:TOKEN null");
    }

    /** A flag that was set meanwhile stays. */
    @Test
    void namesTheFlagThatItKnew() throws Exception {
        row = new TokenState(Status.REJECTED, "expired", now, TokenFingerprint.of("an-old-token"));
        GraphCall call = call();
        watch.check(call);

        // The call lasts longer than the cached state.
        now = now.plusSeconds(60);
        watch.accepted(call);

        assertThat(statements).contains("accepted francisco ENV:TOKEN " + row.tokenFingerprint());
    }

    /** A long call that began before the token died does not make the token valid again. */
    @Test
    void keepsTheFlagThatWasSetDuringTheCall() throws Exception {
        GraphCall longCall = call();
        watch.check(longCall);
        GraphCall rejected = call();
        watch.check(rejected);
        watch.rejected(rejected, new TokenRejected("expired", null));

        watch.accepted(longCall);

        assertThat(statements).noneMatch(statement -> statement.startsWith("accepted"));
        assertThatExceptionOfType(TokenRejected.class).isThrownBy(() -> watch.check(call()));
    }

    @Test
    void aMissingTokenIsARejectedOne() {
        token = null;

        assertThatExceptionOfType(TokenRejected.class)
                .isThrownBy(() -> watch.check(call()))
                .withMessageContaining("ENV:TOKEN");
    }

    private static GraphCall call() {
        GraphCall call = new GraphCall(Caller.WORKER);
        call.by(CLIENT, GraphFixtures.ACCOUNT);
        call.ask(GraphFixtures.read());
        return call;
    }
}
