package graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import failures.Failure;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.util.HashMap;
import java.util.Map;

/** Any answer leads to JSON or to one of the outcomes, and to nothing else. */
class GraphAnswersPropertiesTest {

    private final GraphAnswers answers = new GraphAnswers(GraphFixtures.MAPPER, new UsageHeaders(GraphFixtures.MAPPER));

    @Property(tries = 3000)
    void answersWithJsonOrAnOutcome(
            @ForAll("bodies") String body,
            @ForAll("statuses") int status,
            @ForAll("headers") Map<String, Object> headers,
            @ForAll boolean create) {
        GraphRequest request = create ? GraphFixtures.create() : GraphFixtures.read();
        try {
            JsonNode answer = answers.read(body, status, headers, request);
            assertThat(answer.isObject()).isTrue();
            assertThat(status).isBetween(200, 299);
        } catch (Failure outcome) {
            assertThat(outcome).hasMessageNotContaining("null (code");
            if (outcome instanceof GraphException.Throttled throttled
                    && throttled.throttle().named() != null) {
                // fits into milliseconds, as timers and databases require
                assertThat(throttled.throttle().named().toMillis()).isPositive();
            }
            if (!create) {
                assertThat(outcome).isNotInstanceOf(GraphException.OutcomeUnknown.class);
            }
        }
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.oneOf(Arbitraries.integers().between(100, 599), Arbitraries.of(200, 400, 429, 500));
    }

    @Provide
    Arbitrary<String> bodies() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(40),
                json().map(value -> "{\"success\":" + value + "}"),
                json().map(value -> "{\"error\":" + value + "}"),
                errors(),
                errors().map(error -> error.substring(0, error.length() / 2)));
    }

    private Arbitrary<String> errors() {
        Arbitrary<String> code = Arbitraries.oneOf(
                json(), Arbitraries.of("1", "2", "4", "17", "100", "190", "368", "613", "6001", "80004", "99999"));
        Arbitrary<String> subcode = Arbitraries.oneOf(json(), Arbitraries.of("0", "1363037", "1487390", "5044001"));
        Arbitrary<String> data = Arbitraries.oneOf(
                json(),
                Combinators.combine(json(), json())
                        .as((start, end) -> "{\"start_offset\":" + start + ",\"end_offset\":" + end + "}"));
        return Combinators.combine(code, subcode, json(), data)
                .as((one, two, message, errorData) -> "{\"error\":{\"code\":" + one + ",\"error_subcode\":" + two
                        + ",\"message\":" + message + ",\"is_transient\":" + message + ",\"error_data\":" + errorData
                        + "}}");
    }

    private static Arbitrary<String> json() {
        return Arbitraries.of(
                "null",
                "true",
                "false",
                "0",
                "-1",
                "1e400",
                "9223372036854775808",
                "12.5",
                "\"\"",
                "\"text\"",
                "\"12\"",
                "\"{\\\"start_offset\\\":3}\"",
                "\"{\"",
                "[]",
                "[1]",
                "{}",
                "{\"a\":{}}");
    }

    @Provide
    Arbitrary<Map<String, Object>> headers() {
        Arbitrary<String> number = Arbitraries.of(
                "0", "5", "-5", "100", "9223372036854775807", "1e300", "\"10\"", "null", "{}", "[]", "true");
        return Combinators.combine(
                        number,
                        number,
                        Arbitraries.strings().ofMaxLength(20),
                        Arbitraries.integers().between(0, 3))
                .as((wait, percent, noise, shape) -> {
                    Map<String, Object> headers = new HashMap<>();
                    if (shape == 0) {
                        headers.put("X-Business-Use-Case-Usage", noise);
                        headers.put("X-Ad-Account-Usage", noise);
                        headers.put("Retry-After", noise);
                    } else {
                        headers.put(
                                "X-Business-Use-Case-Usage",
                                "{\"1\":[{\"estimated_time_to_regain_access\":" + wait + "}],\"2\":" + percent + "}");
                        headers.put(
                                "X-Ad-Account-Usage",
                                "{\"acc_id_util_pct\":" + percent + ",\"reset_time_duration\":" + wait + "}");
                        headers.put("Retry-After", wait);
                    }
                    return headers;
                });
    }
}
