package http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import failures.FieldError;
import failures.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

class ProblemTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Test
    void hasTheMembersOfRfc9457() throws Exception {
        Problem problem = Problem.of(Kind.INVALID_REQUEST, "The request does not match the contract.")
                .withErrors(List.of(
                        FieldError.atPointer("/name", "is required"), FieldError.ofField("limit", "is too large")));

        assertThat(problem.toJson("/v1/campaigns")).isEqualTo(MAPPER.readTree("""
                {"type": "/problems/invalid-request", "title": "Invalid request", "status": 400,
                 "detail": "The request does not match the contract.", "instance": "/v1/campaigns",
                 "errors": [{"pointer": "/name", "detail": "is required"},
                            {"field": "limit", "detail": "is too large"}]}
                """));
    }

    @Test
    void leavesOutWhatDoesNotApply() throws Exception {
        assertThat(Problem.of(Kind.STORAGE_FULL, null).toJson(null)).isEqualTo(MAPPER.readTree("""
                {"type": "/problems/storage-full", "title": "Storage full", "status": 507}
                """));
    }

    @Test
    void carriesMetasErrorAndIsNotChangedThroughIt() {
        ObjectNode error = MAPPER.createObjectNode().put("code", 100);
        Problem problem = Problem.of(Kind.REJECTED_BY_META, "Invalid parameter").withGraph(error);

        error.put("code", 1);
        ((ObjectNode) problem.graph()).put("code", 2);

        assertThat(problem.toJson(null).at("/graph/code").asInt()).isEqualTo(100);
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 1", "PT-5S, 1", "PT0.001S, 1", "PT1S, 1", "PT1.001S, 2", "PT2M, 120"})
    void roundsTheWaitUpToWholeSeconds(Duration wait, String header) {
        assertThat(Problem.of(Kind.OVERLOADED, "busy").withRetryAfter(wait).retryAfterSeconds())
                .contains(header);
    }

    @Test
    void hasNoRetryAfterByDefault() {
        assertThat(Problem.of(Kind.OVERLOADED, "busy").retryAfterSeconds()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST, 400",
        "UNAUTHORIZED, 401",
        "FORBIDDEN, 403",
        "NOT_FOUND, 404",
        "METHOD_NOT_ALLOWED, 405",
        "NOT_ACCEPTABLE, 406",
        "CONFLICT, 409",
        "IN_PROGRESS, 409",
        "TOO_LARGE, 413",
        "UNSUPPORTED_MEDIA_TYPE, 415",
        "REJECTED_BY_META, 422",
        "PREFLIGHT, 422",
        "IDEMPOTENCY_MISMATCH, 422",
        "TOKEN_REJECTED, 424",
        "ACCOUNT_THROTTLED, 429",
        "INTERNAL_ERROR, 500",
        "META_FAILED, 502",
        "OVERLOADED, 503",
        "UNAVAILABLE, 503",
        "OUTCOME_UNKNOWN, 504",
        "TIMEOUT, 504",
        "STORAGE_FULL, 507"
    })
    void answersEachKindWithItsStatus(Kind kind, int status) {
        assertThat(Problem.of(kind, "").status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource
    void findsAKindByTheNameInItsType(Kind kind) {
        assertThat(Kind.ofSuffix(kind.suffix())).contains(kind);
        assertThat(kind.suffix()).matches("[a-z]+(-[a-z]+)*");
    }

    @Test
    void knowsNoOtherKinds() {
        assertThat(Kind.ofSuffix("INVALID_REQUEST")).isEmpty();
        assertThat(Arrays.stream(Kind.values()).map(Kind::title)).doesNotHaveDuplicates();
    }

    @Test
    void travelsInAnExceptionWithoutStackTrace() {
        ProblemException exception = ProblemException.of(Kind.CONFLICT, "It has ended.");

        assertThat(exception).hasMessage("Conflict: It has ended.");
        assertThat(exception.problem().kind()).isEqualTo(Kind.CONFLICT);
        assertThat(exception.getStackTrace()).isEmpty();
    }
}
