package http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import shares.ShareOwner;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import jakarta.inject.Inject;

/** Rejections of JSON calls, and their answers. */
@QuarkusTest
class ApiRefusalTest {

    private static final String CAMPAIGN = """
            {"client_id": "francisco", "name": "Summer sale", "objective": "OUTCOME_TRAFFIC"%s}
            """;

    @Inject
    JsonMemory memory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            , "callback_url": "https://example.com/hook"         | /callback_url
            , "access_token": "x"                                | /access_token
            , "id": "1"                                          | /id
            , "status": "ARCHIVED"                               | /status
            , "surprise": null                                   | /surprise
            , "objective": 1                                     | NOT JSON
            , "daily_budget": "2000"                             | /daily_budget
            , "daily_budget": 0                                  | /daily_budget
            , "daily_budget": 20.5                               | /daily_budget
            , "daily_budget": 1e400                              | /daily_budget
            , "special_ad_categories": "NONE"                    | /special_ad_categories
            , "special_ad_categories": ["NONE", "pets"]          | /special_ad_categories/1
            , "special_ad_categories": ["NONE", "NONE"]          | /special_ad_categories
            , "start_time": "tomorrow"                           | /start_time
            , "start_time": "2026-02-30T00:00:00Z"               | /start_time
            , "start_time": "2026-02-20T00:00:00Z'"              | /start_time
            , "promoted_object": {"a": 1e100000000}              | /promoted_object/a
            , "is_adset_budget_sharing_enabled": "true"          | /is_adset_budget_sharing_enabled
            , "promoted_object": []                              | /promoted_object
            , "promoted_object": {"a\\u0000b": 1}                | /promoted_object
            , "promoted_object": {"custom": ["\\u0000"]}         | /promoted_object/custom/0
            , "promoted_object": {"custom": "\\ud800"}           | /promoted_object/custom
            """)
    void namesTheFieldAtFault(String field, String pointer) {
        Response answer = given().contentType("application/json")
                .body(CAMPAIGN.formatted(field))
                .post("/v1/campaigns");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns");
        assertThat(pointers(answer)).containsExactly(pointer.equals("NOT JSON") ? "" : pointer);
    }

    @Test
    void answersCarryTheirLength() {
        for (Response answer : List.of(
                given().get("/v1/jobs"),
                given().get("/v1/jobs?limit=x"),
                given().contentType("application/json").body("{}").post("/v1/campaigns"))) {
            assertThat(answer.header("Content-Length")).isEqualTo(String.valueOf(answer.asByteArray().length));
            assertThat(answer.header("Transfer-Encoding")).isNull();
        }
    }

    @Test
    void namesAllFieldsAtFaultAtOnce() {
        Response answer = given().contentType("application/json")
                .body("{\"client_id\": \"fran cisco\", \"name\": \"two\\nlines\", \"surprise\": 1}")
                .post("/v1/campaigns");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns");
        assertThat(pointers(answer)).containsExactlyInAnyOrder("/client_id", "/name", "/objective", "/surprise");
        assertThat(answer.jsonPath().getList("errors.detail", String.class)).doesNotContainNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "\"text\"",
                "{",
                "{} {}",
                "{}garbage",
                "{\"name\": \"a\", \"name\": \"b\"}",
                "client_id=francisco&name=x"
            })
    void wantsOneJsonObject(String body) {
        Response answer = given().contentType("application/json").body(body).post("/v1/campaigns");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns");
        assertThat(pointers(answer)).containsExactly("");
    }

    @Test
    void wantsABody() {
        assertProblem(
                given().header("Content-Type", "application/json").post("/v1/campaigns"),
                400,
                "invalid-request",
                "/v1/campaigns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/json; charset=iso-8859-1",
                "application/jsonx",
                "json"
            })
    void takesJsonOnly(String contentType) {
        assertProblem(
                given().header("Content-Type", contentType)
                        .body(CAMPAIGN.formatted("").getBytes())
                        .post("/v1/campaigns"),
                415,
                "unsupported-media-type",
                "/v1/campaigns");
    }

    @Test
    void takesNoSimpleForm() {
        assertProblem(
                given().formParam("client_id", "francisco").post("/v1/campaigns"),
                415,
                "unsupported-media-type",
                "/v1/campaigns");
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/json", "Application/JSON", "application/json; charset=UTF-8"})
    void takesJsonHoweverItIsWritten(String contentType) {
        Response answer = given().header("Content-Type", contentType)
                .body("{}".getBytes())
                .post("/v1/campaigns");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns");
        assertThat(pointers(answer)).containsExactlyInAnyOrder("/client_id", "/name", "/objective");
    }

    @Test
    void takesNoCompressedBody() {
        assertProblem(
                given().header("Content-Type", "application/json")
                        .header("Content-Encoding", "gzip")
                        .body("{}".getBytes())
                        .post("/v1/campaigns"),
                415,
                "unsupported-media-type",
                "/v1/campaigns");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/xml, text/*", "application/json;q=0", "text/event-stream", "nonsense"})
    void refusesACallerWhoCannotReadTheAnswer(String accept) {
        assertProblem(given().header("Accept", accept).get("/v1/jobs/x1"), 404, "not-found", "/v1/jobs/x1");
        assertProblem(given().header("Accept", accept).get("/v1/jobs?limit=0"), 406, "not-acceptable", "/v1/jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/*",
                "application/json",
                "Application/Json; q=0.1, text/html",
                "application/problem+json",
                "text/html, application/json;charset=utf-8"
            })
    void servesACallerWhoCan(String accept) {
        assertProblem(given().header("Accept", accept).get("/v1/jobs?limit=0"), 400, "invalid-request", "/v1/jobs");
    }

    @ParameterizedTest
    @CsvSource({
        "PUT, /v1/campaigns, 'GET, POST'",
        "DELETE, /v1/jobs, GET",
        "HEAD, /v1/jobs, GET",
        "OPTIONS, /v1/jobs, GET",
        "GET, /v1/creatives/image, POST",
        "GET, /v1/ads/1/status, POST",
        "POST, /v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80, GET"
    })
    void saysWhichMethodsAPathHas(String method, String path, String allow) {
        Response answer = given().request(method, path);

        answer.then().statusCode(405).header("Allow", allow).contentType("application/problem+json");
        if (!method.equals("HEAD")) {
            assertProblem(answer, 405, "method-not-allowed", path);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1",
                "/v1/",
                "/v1x",
                "/v1/nothing",
                "/v1/campaigns/",
                "/v1/CAMPAIGNS",
                "/v1/jobs/not-a-uuid",
                "/v1/campaigns/abc",
                "/v1/campaigns/abc/status",
                "/v1/campaigns/1%0A",
                "/v1/campaigns/1%00",
                "/v1/jobs/creatives",
                "/nothing",
                "/"
            })
    void knowsNoOtherPaths(String path) {
        Response answer = given().urlEncodingEnabled(false).get(path);

        assertProblem(answer, 404, "not-found", null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            limit=0                                  | limit
            limit=201                                | limit
            limit=abc                                | limit
            limit=                                   | limit
            limit=1&limit=2                          | limit
            status=done                              | status
            created_after=yesterday                  | created_after
            created_after=2026-01-31T00:00:00+01:00  | created_after
            created_after=2026-01-31%2000:00:00Z     | created_after
            created_before=2026-12-31T23:59:60Z      | created_before
            client_id=a%20b                          | client_id
            client_id=%00                            | client_id
            cursor=%0A                               | cursor
            surprise=1                               | surprise
            %20limit=1                               | ' limit'
            CamelHttpUri=http://localhost            | CamelHttpUri
            Client_id=francisco                      | Client_id
            """)
    void namesTheParameterAtFault(String query, String field) {
        Response answer = given().urlEncodingEnabled(false).get("/v1/jobs?" + query);

        assertProblem(answer, 400, "invalid-request", "/v1/jobs");
        assertThat(fields(answer)).containsExactly(field);
    }

    @Test
    void namesAllParametersAtFaultAtOnce() {
        Response answer = given().urlEncodingEnabled(false).get("/v1/jobs?limit=0&status=x&surprise=1");

        assertThat(fields(answer)).containsExactlyInAnyOrder("limit", "status", "surprise");
    }

    @Test
    void namesAMissingParameter() {
        Response answer = given().get("/v1/campaigns/1");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns/1");
        assertThat(fields(answer)).containsExactly("client_id");
    }

    @Test
    void refusesAPromiseItCannotKeep() {
        Response answer = given().contentType("application/json")
                .header("Idempotency-Key", "k-1")
                .body("{}")
                .post("/v1/campaigns/1/status");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns/1/status");
        assertThat(answer.jsonPath().getList("errors.field")).contains("Idempotency-Key");
    }

    @Test
    void takesNoBodyWhereNoneIsAskedFor() {
        assertProblem(
                given().contentType("application/json").body("{}").get("/v1/jobs"), 400, "invalid-request", "/v1/jobs");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", " {\n} ", " "})
    void takesAnEmptyObjectAsNoBody(String body) {
        String path = "/v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80/cancel";

        assertProblem(given().contentType("application/json").body(body).post(path), 404, "not-found", path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"reason\": 1}",
                "[]",
                "null",
                "{}{}",
                "{\"a\":\"0123456789012345678901234567890123456789012345678901234567890123456789\"}"
            })
    void takesNoOtherBodyThere(String body) {
        String path = "/v1/jobs/6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80/retry";

        assertProblem(given().contentType("application/json").body(body).post(path), 400, "invalid-request", path);
    }

    @Test
    void saysLittleOfManyFaults() {
        StringBuilder body = new StringBuilder("{\"objective\":\"x\"");
        for (int i = 0; i < 60_000; i++) {
            body.append(",\"n").append(i).append("\":0");
        }

        Response answer = given().contentType("application/json")
                .body(body.append('}').toString())
                .post("/v1/campaigns");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns");
        assertThat(pointers(answer)).hasSize(100);
        assertThat(answer.<String>path("detail")).endsWith("; the first 100 faults follow.");
        assertThat(answer.asByteArray().length).isLessThan(20_000);
    }

    @Test
    void sendsNoHeaderOfTheRequestBack() {
        Response answer = given().contentType("application/json")
                .headers(Map.of(
                        "X-Surprise", "1",
                        "Location", "http://localhost/elsewhere",
                        "Retry-After", "7",
                        "Cache-Control", "no-cache",
                        "CamelHttpUri", "http://localhost/elsewhere",
                        "org.apache.camel.X", "1",
                        "breadcrumbId", "1"))
                .body("{}")
                .post("/v1/campaigns");

        assertProblem(answer, 400, "invalid-request", "/v1/campaigns");
        assertThat(answer.headers().asList())
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .isSubsetOf(
                        "content-type",
                        "content-length",
                        "transfer-encoding",
                        "cache-control",
                        "content-security-policy",
                        "referrer-policy",
                        "x-content-type-options",
                        "x-frame-options");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /v1/jobs              | default-src 'none'; frame-ancestors 'none'
            /v1/nothing           | default-src 'none'; frame-ancestors 'none'
            /nothing              | default-src 'none'; frame-ancestors 'none'
            /openapi              | default-src 'none'; frame-ancestors 'none'
            /q/health             | default-src 'none'; frame-ancestors 'none'
            /problems/not-found   | default-src 'none'; frame-ancestors 'none'
            /docs/                | default-src 'self';
            /docs/nothing         | default-src 'self';
            """)
    void tellsBrowsersToKeepOut(String path, String policy) {
        Response answer = given().get(path);

        assertThat(answer.header("Content-Security-Policy")).startsWith(policy).contains("frame-ancestors 'none'");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(answer.header("Server")).isNull();
        assertThat(answer.asString()).doesNotContain("Powered by", "4.14");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/openapi", "/openapi?format=json", "/docs/", "/q/health", "/problems/invalid-request"})
    void leavesOtherPathsAlone(String path) {
        given().get(path).then().statusCode(200).body(not(emptyOrNullString()));
    }

    @Test
    void explainsEachKindOfProblem() {
        given().get("/problems/not-found").then().statusCode(200).contentType("text/plain");
        assertProblem(given().get("/problems/bad-mood"), 404, "not-found", "/problems/bad-mood");
    }

    static void assertProblem(Response answer, int status, String kind, String instance) {
        answer.then()
                .statusCode(status)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/" + kind))
                .body("status", equalTo(status))
                .body("title", not(emptyOrNullString()))
                .body("detail", not(emptyOrNullString()))
                .body("instance", instance == null ? not(nullValue()) : equalTo(instance));
    }

    static List<String> pointers(Response answer) {
        return answer.jsonPath().getList("errors.pointer", String.class);
    }

    static List<String> fields(Response answer) {
        List<String> fields = answer.jsonPath().getList("errors.field", String.class);
        return fields.stream().filter(Objects::nonNull).toList();
    }

    @Test
    void saysWhenToSendALargeBodyAgain() {
        Runnable giveBack = memory.take(ShareOwner.EVERYBODY, Integer.MAX_VALUE);
        try {
            Response answer = given().contentType("application/json")
                    .body(CAMPAIGN.formatted("") + " ".repeat(64 * 1024))
                    .post("/v1/campaigns");

            assertProblem(answer, 429, "rate-limited", "/v1/campaigns");
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        } finally {
            giveBack.run();
        }
    }
}
