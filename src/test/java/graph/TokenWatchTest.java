package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import clients.TokenScheme;
import clients.Tokens;
import com.fasterxml.jackson.core.JsonProcessingException;
import graph.GraphException.TokenRejected;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

class TokenWatchTest {

    private static final String CLIENT = "francisco";

    private Instant now = GraphFixtures.NOW;
    private String token = "token-of-francisco";
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
            GraphFixtures.MAPPER,
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
    void forgetsClientsThatHaveNotCalledForLong() throws JsonProcessingException {
        for (int i = 0; i < 10 * TokenWatch.FEW; i++) {
            watch.remember(null, "client-" + i);
            now = now.plusSeconds(1);
        }

        assertThat(watch.size()).isLessThan(3 * TokenWatch.FEW);
        assertThat(watch.isStale("client-" + (10 * TokenWatch.FEW - 1)))
                .as("its time is over")
                .isTrue();
    }

    @Test
    void readsAClientsFlagOnceInAWhile() throws JsonProcessingException {
        assertThat(watch.isStale(CLIENT)).isTrue();
        watch.remember(null, CLIENT);
        assertThat(watch.isStale(CLIENT)).isFalse();

        now = now.plusSeconds(1);

        assertThat(watch.isStale(CLIENT)).isTrue();
    }

    @Test
    void holdsBackTheTokenThatWasRejectedAndNoOther() {
        String fingerprint = watch.check(GraphFixtures.ACCOUNT, CLIENT);
        watch.rejected(new TokenRejected("expired", null), CLIENT, GraphFixtures.ACCOUNT, fingerprint);

        assertThatExceptionOfType(TokenRejected.class)
                .isThrownBy(() -> watch.check(GraphFixtures.ACCOUNT, CLIENT))
                .withMessageContaining("expired")
                .withMessageContaining("ENV:TOKEN")
                .withMessageNotContaining(token);

        token = "another-token";
        assertThat(watch.check(GraphFixtures.ACCOUNT, CLIENT)).isNotEqualTo(fingerprint);
    }

    @Test
    void holdsBackWhatAnotherProcessSawRejected() throws JsonProcessingException {
        String fingerprint = watch.check(GraphFixtures.ACCOUNT, CLIENT);

        watch.remember(
                "{\"token_status\":\"rejected\",\"token_status_reason\":\"expired\","
                        + "\"token_status_at\":\"2026-01-31T12:00:00.123+00:00\",\"token_fingerprint\":\"" + fingerprint
                        + "\"}",
                CLIENT);

        assertThatExceptionOfType(TokenRejected.class).isThrownBy(() -> watch.check(GraphFixtures.ACCOUNT, CLIENT));
    }

    @Test
    void saysOnceThatATokenIsTaken() {
        assertThat(watch.isNews(CLIENT)).isTrue();

        Map<String, Object> row = watch.accepted(CLIENT, GraphFixtures.ACCOUNT);

        assertThat(row).containsEntry("client_id", CLIENT).containsEntry("known_fingerprint", null);
        assertThat(watch.isNews(CLIENT)).isFalse();
    }

    @Test
    void aMissingTokenIsARejectedOne() {
        token = null;

        assertThatExceptionOfType(TokenRejected.class)
                .isThrownBy(() -> watch.check(GraphFixtures.ACCOUNT, CLIENT))
                .withMessageContaining("ENV:TOKEN");
    }
}
