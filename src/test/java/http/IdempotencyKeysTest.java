package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import failures.Kind;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import settings.MappedConfig;

import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

class IdempotencyKeysTest {

    private static final UUID OWNER = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");
    private static final UUID ANOTHER = UUID.fromString("7f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");
    private static final String RUNNING = """
            {"client_id": "francisco", "key": "k", "fingerprint": "f", "intent_key": "request:1", "state": "running",
             "owner": "%s", "lease_until": "2026-01-01T00:00:00Z", "status": null, "answer": null}
            """.formatted(OWNER);
    private static final String KEPT = """
            {"client_id": "francisco", "key": "k", "fingerprint": "f", "intent_key": null, "state": "kept",
             "owner": null, "status": 202, "content_type": "application/json", "location": "/v1/jobs/1",
             "answer": "{\\"job_id\\": \\"1\\"}"}
            """;

    private final IdempotencyConfig config = MappedConfig.of(IdempotencyConfig.class);
    private final IdempotencyLeases leases = new IdempotencyLeases(config);
    private final IdempotencyKeys keys = new IdempotencyKeys(new ObjectMapper(), config, leases);
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 400, 413, 415, 422})
    void keepsWhatTheSameRequestWouldMeetAgain(int status) {
        assertThat(keys.isWorthKeeping(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 409, 424, 429, 500, 502, 503, 504, 507})
    void keepsNothingThatMayPass(int status) {
        assertThat(keys.isWorthKeeping(status)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesAnotherRequestWhateverCameOfTheFirst(String row) {
        assertThatThrownBy(() -> keys.claimed(row, "another"))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().kind()).isEqualTo(Kind.IDEMPOTENCY_MISMATCH));
    }

    static Stream<String> rows() {
        return Stream.of(RUNNING, KEPT);
    }

    @Test
    void holdsAKeyThatItGotUntilTheExchangeEnds() throws Exception {
        IdempotencyRow row = keys.claimed(RUNNING, "f");

        assertThat(keys.isKept(row)).isFalse();
        assertThat(keys.hold(row, OWNER, exchange).intentKey()).isEqualTo("request:1");
        assertThat(leases.any()).isTrue();
        assertThat(leases.renewal()).containsEntry("owners", "{" + OWNER + "}");

        exchange.getExchangeExtension().handoverCompletions().forEach(done -> done.onComplete(exchange));
        assertThat(leases.any()).isFalse();
    }

    @Test
    void leavesAKeyToTheRunThatHasIt() throws Exception {
        IdempotencyRow row = keys.claimed(RUNNING, "f");

        assertThatThrownBy(() -> keys.hold(row, ANOTHER, exchange))
                .isInstanceOfSatisfying(ProblemException.class, e -> {
                    assertThat(e.problem().kind()).isEqualTo(Kind.IN_PROGRESS);
                    assertThat(e.problem().retryAfterSeconds()).contains("1");
                });
        assertThat(leases.any()).isFalse();
    }

    @Test
    void repeatsAnAnswerToTheLetter() throws Exception {
        exchange.getMessage().setHeader("Leftover", "x");
        IdempotencyRow row = keys.claimed(KEPT, "f");

        assertThat(keys.isKept(row)).isTrue();
        keys.replay(row, exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo("{\"job_id\": \"1\"}");
        assertThat(exchange.getMessage().getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Exchange.HTTP_RESPONSE_CODE,
                        202,
                        Exchange.CONTENT_TYPE,
                        "application/json",
                        "Location",
                        "/v1/jobs/1",
                        "Idempotent-Replayed",
                        "true"));
    }

    @Test
    void acceptsNoJobOnceItsKeyIsTakenOver() {
        keys.checkAccepted("{}");

        assertThatThrownBy(() -> keys.checkAccepted(null)).isInstanceOf(ProblemException.class);
    }
}
