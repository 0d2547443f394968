package graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import failures.Failure;
import graph.ErrorTable.Meaning;
import graph.ErrorTable.Row;
import graph.GraphException.Invalid;
import graph.GraphException.LostAnswer;
import graph.GraphException.OutcomeUnknown;
import graph.GraphException.Throttled;
import graph.GraphException.TokenRejected;
import graph.GraphException.TooMuchData;
import graph.GraphException.Transient;
import graph.GraphException.Unavailable;
import graph.GraphException.Unserved;
import graph.GraphException.UploadMoved;
import graph.Throttle.Scope;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import outbound.AnswerTooLargeException;
import outbound.CallTimeoutException;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

class GraphAnswersTest {

    private static final String NO_JSON = "<html><body><h1>Service Unavailable</h1></body></html>";

    private static final GraphRequest UPDATE =
            GraphRequest.update(GraphFixtures.ACCOUNT, "1", Map.of("status", "PAUSED"));
    private static final Videos VIDEOS = new Videos();

    private final GraphAnswers answers = new GraphAnswers(GraphFixtures.MAPPER, new UsageHeaders(GraphFixtures.MAPPER));

    // successful answers

    @Test
    void returnsTheAnswer() {
        assertThat(answers.read("{\"id\":\"1\"}", 200, Map.of(), GraphFixtures.create())
                        .path("id")
                        .asText())
                .isEqualTo("1");
        assertThat(answers.read("{\"success\":true}", 200, Map.of(), UPDATE)
                        .path("success")
                        .asBoolean())
                .isTrue();
    }

    /** Each of these was sent by Meta instead of the expected answer, or is handled by SDKs. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"id\":\"\"}",
                "{\"id\":null}",
                "{\"id\":\"a/b\"}",
                "{\"success\":true}",
                "{\"success\":false}",
                "{\"success\":false,\"id\":\"1\"}"
            })
    void losesACreateWithoutAnId(String body) {
        OutcomeUnknown lost = catchThrowableOfType(
                OutcomeUnknown.class, () -> answers.read(body, 200, Map.of(), GraphFixtures.create()));

        assertThat(lost.lost()).isEqualTo(LostAnswer.UNCLEAR);
        assertThat(GraphException.isOutage(lost)).as("Meta answers").isFalse();
    }

    static Stream<Arguments> unconfirmed() {
        return Stream.of(
                Arguments.of(UPDATE, "{}"),
                Arguments.of(UPDATE, "{\"success\":false}"),
                Arguments.of(UPDATE, "{\"id\":\"1\"}"),
                Arguments.of(GraphRequest.delete(GraphFixtures.ACCOUNT, "1"), "{}"),
                Arguments.of(GraphRequest.read(GraphFixtures.ACCOUNT, "1", "status"), "{}"),
                Arguments.of(GraphRequest.check(GraphFixtures.ACCOUNT, "ads", Map.of()), "{}"),
                Arguments.of(GraphRequest.list(GraphFixtures.ACCOUNT, "act_1/ads", Map.of()), "{}"),
                Arguments.of(GraphRequest.list(GraphFixtures.ACCOUNT, "act_1/ads", Map.of()), "{\"data\":null}"),
                Arguments.of(VIDEOS.start(9, GraphFixtures.ACCOUNT), "{\"upload_session_id\":\"1\"}"),
                Arguments.of(
                        VIDEOS.start(9, GraphFixtures.ACCOUNT),
                        "{\"upload_session_id\":\"\",\"video_id\":\"2\",\"start_offset\":\"0\",\"end_offset\":\"9\"}"),
                Arguments.of(VIDEOS.transfer("1", 0, 9, Path.of("f"), 0, GraphFixtures.ACCOUNT), "{}"),
                Arguments.of(
                        VIDEOS.transfer("1", 0, 9, Path.of("f"), 0, GraphFixtures.ACCOUNT),
                        "{\"start_offset\":\"9\",\"end_offset\":\"8\"}"),
                Arguments.of(VIDEOS.finish("1", "Film", GraphFixtures.ACCOUNT), "{}"),
                Arguments.of(
                        new Images().upload(Path.of("f"), 9, "image/png", "image", GraphFixtures.ACCOUNT),
                        "{\"images\":{\"image.png\":{\"hash\":\"\"}}}"));
    }

    /** All of them may be sent again. */
    @ParameterizedTest
    @MethodSource("unconfirmed")
    void triesAgainWhatMetaDoesNotConfirm(GraphRequest request, String body) {
        Transient failure = catchThrowableOfType(Transient.class, () -> answers.read(body, 200, Map.of(), request));

        assertThat(failure).isExactlyInstanceOf(Transient.class);
        assertThat(GraphException.isOutage(failure)).isFalse();
    }

    // errors by code and subcode

    /**
     * Written independently of the table, from Meta's docs: detects a row with another meaning, or one hidden by an
     * earlier row.
     */
    @ParameterizedTest
    @CsvSource(nullValues = "-", textBlock = """
            1     | 0       | MAYBE_DONE
            1     | 99      | MAYBE_DONE
            2     | 0       | MAYBE_DONE
            3     | 0       | INVALID
            4     | 0       | THROTTLED
            4     | 1504022 | THROTTLED
            10    | 0       | INVALID
            17    | 1885172 | INVALID
            17    | 2446079 | THROTTLED
            32    | 0       | THROTTLED
            100   | 1487390 | TRANSIENT
            100   | 1885252 | TRANSIENT
            100   | 33      | INVALID
            100   | 0       | INVALID
            102   | 0       | TOKEN_DEAD
            104   | 0       | INVALID
            105   | 1815630 | INVALID
            190   | 460     | TOKEN_DEAD
            190   | 463     | TOKEN_DEAD
            190   | 0       | TOKEN_DEAD
            194   | 0       | INVALID
            200   | 4841013 | INVALID
            294   | 0       | INVALID
            299   | 0       | INVALID
            341   | 0       | THROTTLED
            368   | 0       | THROTTLED
            506   | 0       | INVALID
            613   | 1487632 | INVALID
            613   | 1487225 | INVALID
            613   | 5044001 | THROTTLED
            613   | 1487742 | THROTTLED
            613   | 0       | THROTTLED
            2635  | 0       | INVALID
            6001  | 1363037 | UPLOAD_MOVED
            6000  | 1363030 | TRANSIENT
            6000  | 1363019 | TRANSIENT
            6001  | 1363033 | TRANSIENT
            389   | 1363021 | TRANSIENT
            6000  | 1363041 | TRANSIENT
            6001  | 1363020 | INVALID
            6001  | 1363022 | INVALID
            6001  | 1363023 | INVALID
            352   | 1363031 | INVALID
            6001  | 1363005 | INVALID
            6001  | 1363042 | INVALID
            80000 | 0       | THROTTLED
            80003 | 0       | THROTTLED
            80004 | 2446079 | THROTTLED
            80014 | 0       | THROTTLED
            99999 | 0       | INVALID
            0     | 0       | INVALID
            -1    | 1363030 | TRANSIENT
            """, delimiter = '|')
    void readsCodes(int code, int subcode, Meaning meaning) {
        assertThat(GraphAnswers.meaning(error(code, subcode), 400)).isEqualTo(meaning);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void reachesEveryRow(Row row) {
        int code = row.firstCode() == Integer.MIN_VALUE ? 6001 : row.firstCode();
        int subcode = row.subcode() == -1 ? 0 : row.subcode();

        assertThat(ErrorTable.find(error(code, subcode))).isEqualTo(row);
    }

    /** The HTTP status is irrelevant: throttles have 400, and a 500 may contain a client's error. */
    @ParameterizedTest
    @MethodSource("rows")
    void turnsEveryRowIntoItsOutcome(Row row) {
        int code = row.firstCode() == Integer.MIN_VALUE ? 6001 : row.firstCode();
        int subcode = row.subcode() == -1 ? 0 : row.subcode();
        String body = """
                {"error":{"message":"m","code":%d,"error_subcode":%d,"error_data":{"start_offset":"5","end_offset":"9"}}}
                """.formatted(code, subcode);
        Class<? extends Failure> outcome =
                switch (row.meaning()) {
                    case INVALID -> Invalid.class;
                    case TOO_MUCH -> TooMuchData.class;
                    case THROTTLED -> Throttled.class;
                    case TRANSIENT -> Transient.class;
                    case MAYBE_DONE -> OutcomeUnknown.class;
                    case UPLOAD_MOVED -> UploadMoved.class;
                    case TOKEN_DEAD -> TokenRejected.class;
                };

        for (int status : new int[] {200, 400, 401, 403, 500, 503}) {
            assertThat(refusal(body, status, GraphFixtures.create()))
                    .as("HTTP " + status)
                    .isExactlyInstanceOf(outcome);
        }
    }

    static Stream<Row> rows() {
        return ErrorTable.ROWS.stream();
    }

    @ParameterizedTest
    @CsvSource({"4, APP", "341, APP", "17, ACCOUNT", "613, ACCOUNT", "80004, ACCOUNT", "368, ACCOUNT", "32, PAGE"})
    void saysWhatIsThrottled(int code, Scope scope) {
        Throttled throttled = (Throttled) refusal(body(code, 0), 400, GraphFixtures.create());

        assertThat(throttled.throttle().scope()).isEqualTo(scope);
    }

    @Test
    void takesTheWaitThatMetaNames() {
        Map<String, Object> headers = Map.of(
                "X-Business-Use-Case-Usage",
                "{\"1\":[{\"type\":\"ads_management\",\"estimated_time_to_regain_access\":2}]}");

        Throttled named = catchThrowableOfType(
                Throttled.class, () -> answers.read(body(80004, 0), 400, headers, GraphFixtures.create()));
        Throttled byTable = (Throttled) refusal(body(613, 5044001), 400, GraphFixtures.create());
        Throttled unknown = (Throttled) refusal(body(17, 2446079), 400, GraphFixtures.create());

        assertThat(named.throttle().named()).isEqualTo(Duration.ofMinutes(2));
        assertThat(byTable.throttle().named()).isEqualTo(Duration.ofSeconds(5));
        assertThat(unknown.throttle().named()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void doesNotRepeatARequestForTooMuchData(int code) {
        String body = "{\"error\":{\"message\":\"Please reduce the amount of data you're asking for\",\"code\":" + code
                + ",\"is_transient\":true}}";

        assertThat(refusal(body, 500, GraphFixtures.read())).isExactlyInstanceOf(TooMuchData.class);
        assertThat(refusal(body, 500, GraphFixtures.create())).isExactlyInstanceOf(Invalid.class);
    }

    /** The same codes have other meanings elsewhere: 4 throttles the app, 2 may be an outage. */
    @ParameterizedTest
    @CsvSource({
        "100, 1487534, TooMuchData",
        "-3, 1504045, TooMuchData",
        "100, 1504018, TooMuchData",
        "2, 1504038, TooMuchData",
        "2, 1504041, Invalid",
        "2, 1504043, Transient",
        "4, 1504022, Transient",
        "4, 0, Throttled",
        "100, 3191001, Invalid"
    })
    void readsCodesOfInsights(int code, int subcode, String outcome) {
        GraphRequest insights = GraphRequest.list(GraphFixtures.read().account(), "1/insights", Map.of());

        assertThat(refusal(body(code, subcode), 400, insights).getClass().getSimpleName())
                .isEqualTo(outcome);
    }

    @ParameterizedTest
    @CsvSource({"400, false, INVALID", "400, true, MAYBE_DONE", "500, false, MAYBE_DONE", "503, true, MAYBE_DONE"})
    void judgesUnknownCodesByMetasHint(int status, boolean isTransient, Meaning meaning) {
        GraphError unknown = GraphError.read(
                GraphFixtures.object("{'code': 77777, 'is_transient': " + isTransient + "}"), GraphFixtures.MAPPER);

        assertThat(GraphAnswers.meaning(unknown, status)).isEqualTo(meaning);
    }

    @Test
    void failsOnAnErrorThatCameWith200() {
        assertThat(refusal(body(100, 0), 200, GraphFixtures.create())).isInstanceOf(Invalid.class);
    }

    // uploads at another offset

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"start_offset\":5242880,\"end_offset\":10485760}",
                "{\"start_offset\":\"5242880\",\"end_offset\":\"10485760\"}",
                "\"{\\\"start_offset\\\":5242880,\\\"end_offset\\\":10485760}\"",
                "\"{\\\"start_offset\\\":\\\"5242880\\\",\\\"end_offset\\\":\\\"10485760\\\"}\""
            })
    void readsOffsetsInEveryShape(String errorData) {
        UploadMoved moved = (UploadMoved) refusal(
                "{\"error\":{\"code\":6001,\"error_subcode\":1363037,\"error_data\":" + errorData + "}}",
                400,
                GraphFixtures.read());

        assertThat(moved.startOffset()).isEqualTo(5242880);
        assertThat(moved.endOffset()).isEqualTo(10485760);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "\"no JSON\"",
                "[]",
                "{\"start_offset\":1}",
                "{\"start_offset\":\"a\",\"end_offset\":\"b\"}"
            })
    void triesAgainWhereMetaNamesNoOffsets(String errorData) {
        assertThat(refusal(
                        "{\"error\":{\"code\":6001,\"error_subcode\":1363037,\"error_data\":" + errorData + "}}",
                        400,
                        GraphFixtures.read()))
                .isExactlyInstanceOf(Transient.class);
    }

    // answers that are not in Meta's format

    @Test
    void failsTransientlyWithoutSuccess() {
        assertThat(refusal("{\"success\":false}", 200, UPDATE)).isExactlyInstanceOf(Transient.class);
    }

    @Test
    void refusesWhatIsTooLarge() {
        assertThat(refusal("", 413, GraphFixtures.read())).isInstanceOf(Invalid.class);
        assertThat(refusal(NO_JSON, 413, GraphFixtures.read())).isInstanceOf(Invalid.class);
    }

    @Test
    void honoursRetryAfterWhereAGatewayThrottles() {
        Throttled throttled = catchThrowableOfType(
                Throttled.class, () -> answers.read("", 429, Map.of("Retry-After", "7"), GraphFixtures.create()));

        assertThat(throttled.throttle()).isEqualTo(new Throttle(Scope.ACCOUNT, Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({
        "500, ''",
        "502, '<html>'",
        "503, ''",
        "504, 'null'",
        "200, '<html>'",
        "200, ''",
        "200, 'true'",
        "200, '[]'"
    })
    void doesNotKnowWhetherACreateWasDone(int status, String body) {
        OutcomeUnknown unknown = (OutcomeUnknown) refusal(body, status, GraphFixtures.create());

        assertThat(unknown.lost()).isEqualTo(LostAnswer.ANSWERED);
        assertThat(refusal(body, status, GraphFixtures.read())).isExactlyInstanceOf(Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 400, 401, 403, 404})
    void retriesAfterAGatewayError(int status) {
        assertThat(refusal(NO_JSON, status, GraphFixtures.create())).isExactlyInstanceOf(Transient.class);
    }

    // no answer

    @ParameterizedTest
    @MethodSource("beforeSending")
    void repeatsWhatWasNeverSent(IOException failure) {
        assertThat(answers.failure(failure, GraphFixtures.create())).isExactlyInstanceOf(Unavailable.class);
        assertThat(answers.failure(failure, GraphFixtures.read())).isExactlyInstanceOf(Unavailable.class);
    }

    static Stream<IOException> beforeSending() {
        return Stream.of(
                new ConnectException("Connection refused"),
                new HttpHostConnectException("Connection refused"),
                new ConnectTimeoutException("Connect timed out"),
                new ConnectionRequestTimeoutException("No connection is free"),
                new CallTimeoutException(false, null),
                new NoRouteToHostException("No route"),
                new UnknownHostException("graph.facebook.com"),
                new SSLHandshakeException("certificate"));
    }

    @ParameterizedTest
    @MethodSource("afterSending")
    void doesNotKnowWhatBecameOfACreateThatWasSent(IOException failure, LostAnswer lost) {
        OutcomeUnknown unknown = (OutcomeUnknown) answers.failure(failure, GraphFixtures.create());

        assertThat(unknown.lost()).isEqualTo(lost);
        assertThat(answers.failure(failure, GraphFixtures.read())).isExactlyInstanceOf(Unavailable.class);
    }

    static Stream<Arguments> afterSending() {
        return Stream.of(
                Arguments.of(new SocketException("Connection reset"), LostAnswer.CLOSED),
                Arguments.of(new NoHttpResponseException("failed to respond"), LostAnswer.CLOSED),
                Arguments.of(new EOFException(), LostAnswer.CLOSED),
                Arguments.of(new SSLException("closed"), LostAnswer.CLOSED),
                Arguments.of(new SocketTimeoutException("Read timed out"), LostAnswer.TIMED_OUT),
                Arguments.of(new CallTimeoutException(true, null), LostAnswer.TIMED_OUT));
    }

    /** The call was executed, and reading again would return as much. */
    @ParameterizedTest
    @MethodSource("tooLarge")
    void readsNoAnswerThatIsTooLarge(IOException failure) {
        OutcomeUnknown unknown = (OutcomeUnknown) answers.failure(failure, GraphFixtures.create());

        assertThat(unknown.lost()).isEqualTo(LostAnswer.ANSWERED);
        assertThat(answers.failure(failure, GraphFixtures.read()))
                .isExactlyInstanceOf(Unserved.class)
                .matches(failed -> !GraphException.isOutage(failed));
    }

    static Stream<IOException> tooLarge() {
        return Stream.of(
                new AnswerTooLargeException(10), new MessageConstraintException("Maximum header count exceeded"));
    }

    @ParameterizedTest
    @MethodSource({"beforeSending", "tooLarge"})
    void keepsCausesToTheLog(IOException failure) {
        assertThat(answers.failure(failure, GraphFixtures.create()).getMessage())
                .startsWith("Meta")
                .endsWith(".")
                .doesNotContain("Exception", "graph.facebook.com", "route");
    }

    // the texts of an error

    @Test
    void keepsWhatMetaSaid() {
        Failure failure = refusal("""
                {"error":{"message":"Invalid parameter","type":"OAuthException","code":100,"error_subcode":1885183,
                 "error_user_title":"Title","error_user_msg":"For people","fbtrace_id":"AbC",
                 "error_data":"{\\"blame_field_specs\\":[[\\"daily_budget\\"]]}"}}
                """, 400, GraphFixtures.create());

        assertThat(failure.graph())
                .isEqualTo(
                        GraphFixtures.object("{'code': 100, 'error_subcode': 1885183, 'message': 'Invalid parameter',"
                                + " 'error_user_title': 'Title', 'error_user_msg': 'For people', 'fbtrace_id': 'AbC',"
                                + " 'blame_field_specs': [['daily_budget']]}"));
        assertThat(failure).hasMessage("Meta: For people (code 100, subcode 1885183)");
    }

    private Failure refusal(String body, int status, GraphRequest request) {
        return catchThrowableOfType(Failure.class, () -> answers.read(body, status, Map.of(), request));
    }

    private static GraphError error(int code, int subcode) {
        return GraphError.read(
                GraphFixtures.object("{'message': 'm', 'code': " + code + ", 'error_subcode': " + subcode + "}"),
                GraphFixtures.MAPPER);
    }

    private static String body(int code, int subcode) {
        return "{\"error\":{\"message\":\"m\",\"code\":" + code + ",\"error_subcode\":" + subcode + "}}";
    }
}
