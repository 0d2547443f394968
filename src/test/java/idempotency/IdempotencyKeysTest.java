package idempotency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calls.ApiCall;
import calls.Reply;
import calls.TestCalls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import failures.Kind;
import failures.Rejected;
import failures.Wait;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import settings.MappedConfig;

import java.time.Duration;
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
    private final IdempotencyLeases leases = new IdempotencyLeases(null, config);
    private final IdempotencyKeys keys = new IdempotencyKeys(null, config, leases, null);
    private final ApiCall call = TestCalls.call("createCampaign", "{}", Map.of(ApiCall.IDEMPOTENCY_KEY, "k"));

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 400, 413, 415, 422})
    void keepsWhatTheSameRequestWouldMeetAgain(int status) {
        assertThat(IdempotencyKeys.isWorthKeeping(status)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 409, 424, 429, 500, 502, 503, 504, 507})
    void keepsNothingThatMayPass(int status) {
        assertThat(IdempotencyKeys.isWorthKeeping(status)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesAnotherRequestWhateverCameOfTheFirst(String row) {
        assertThatThrownBy(() -> keys.claimed(call, read(row), "another", OWNER))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.kind()).isEqualTo(Kind.IDEMPOTENCY_MISMATCH));
    }

    static Stream<String> rows() {
        return Stream.of(RUNNING, KEPT);
    }

    @Test
    void holdsAKeyThatItGotUntilTheCallEnds() throws Exception {
        keys.claimed(call, read(RUNNING), "f", OWNER);

        assertThat(call.isAnswered()).isFalse();
        assertThat(call.held().owner()).isEqualTo(OWNER);
        assertThat(call.intentKey()).isEqualTo("request:1");
        assertThat(leases.any()).isTrue();

        call.end();
        assertThat(leases.any()).isFalse();
    }

    @Test
    void leavesAKeyToTheRunThatHasIt() {
        assertThatThrownBy(() -> keys.claimed(call, read(RUNNING), "f", ANOTHER))
                .isInstanceOfSatisfying(Wait.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.IN_PROGRESS);
                    assertThat(e.delay()).isEqualTo(Duration.ofSeconds(1));
                });
        assertThat(leases.any()).isFalse();
        assertThat(call.held()).isNull();
    }

    @Test
    void repeatsAnAnswerToTheLetter() throws Exception {
        keys.claimed(call, read(KEPT), "f", OWNER);

        assertThat(call.reply())
                .isEqualTo(new Reply(
                        202,
                        "application/json",
                        "{\"job_id\": \"1\"}",
                        Map.of("Location", "/v1/jobs/1", "Idempotent-Replayed", "true")));
        assertThat(keys.replays()).isEqualTo(1);
        assertThat(call.held()).isNull();
    }

    private static IdempotencyRow read(String row) throws JsonProcessingException {
        return new ObjectMapper().readValue(row, IdempotencyRow.class);
    }
}
