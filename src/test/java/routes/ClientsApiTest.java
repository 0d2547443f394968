package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.TestClients.TestClient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/**
 * The administrator's operations on clients and their keys. In this test, calls without a key are the administrator's.
 */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ClientsApiTest {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    private final String id = "by-api-" + NUMBERS.incrementAndGet();

    @BeforeEach
    void reset() {
        SandboxControl.reset();
    }

    @Test
    void aClientIsMadeReadSetAndDisabled() {
        create(settings())
                .statusCode(201)
                .header("Location", "/v1/clients/" + id)
                .body("client_id", equalTo(id), "enabled", equalTo(true), "token_status", equalTo("unknown"))
                .body("instagram_user_id", nullValue(), "token_status_reason", nullValue())
                .body("page_ids", equalTo(List.of()), "instagram_user_ids", equalTo(List.of()))
                .body("created_at", containsString("Z"));
        create(settings()).statusCode(409).body("type", equalTo("/problems/conflict"));

        given().get("/v1/clients/" + id).then().statusCode(200).body("ad_account_id", equalTo("act_555"));
        given().get("/v1/clients").then().statusCode(200).body("clients.client_id", hasItem(id));

        Map<String, Object> changed = settings();
        changed.remove("client_id");
        changed.put("ad_account_id", "act_556");
        changed.put("instagram_user_id", "888");
        changed.put("page_ids", List.of("701", "702"));
        changed.put("instagram_user_ids", List.of("889"));
        set(changed)
                .statusCode(200)
                .body("page_ids", equalTo(List.of("701", "702")), "instagram_user_ids", equalTo(List.of("889")));
        given().get("/v1/clients/" + id).then().body("page_ids", equalTo(List.of("701", "702")));
        set(changed).statusCode(200).body("ad_account_id", equalTo("act_556"), "instagram_user_id", equalTo("888"));
        assertThat(campaign(given()).statusCode()).isEqualTo(201);
        given().get("/v1/clients/" + id).then().body("token_status", equalTo("ok"), "token_status_at", notNullValue());

        given().delete("/v1/clients/" + id).then().statusCode(204).body(equalTo(""));
        given().accept("application/json").delete("/v1/clients/" + id).then().statusCode(204);
        given().get("/v1/clients/" + id).then().statusCode(200).body("enabled", equalTo(false));
        campaign(given()).then().statusCode(403).body("type", equalTo("/problems/forbidden"));

        set(changed).statusCode(200).body("enabled", equalTo(true));
        assertThat(campaign(given()).statusCode()).isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({
        "ad_account_id, 555",
        "ad_account_id, act_",
        "ad_account_id, act_5x",
        "page_id, page",
        "instagram_user_id, '@francisco'",
        "token_ref, EAABsecretTokenInTheWrongPlace",
        "token_ref, VAULT:EAABsecretTokenInTheWrongPlace",
        "token_ref, ENV:EAABsecretTokenInTheWrongPlace",
        "token_ref, FILE:/nonexistent/EAABsecretTokenInTheWrongPlace",
        "client_id, two words",
        "surprise, 1"
    })
    void invalidFieldsAreRejectedByName(String field, String value) {
        Map<String, Object> wrong = settings();
        wrong.put(field, value);

        create(wrong)
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"), "errors.pointer", equalTo(List.of("/" + field)))
                .body(not(containsString("EAABsecret")));

        given().get("/v1/clients/" + id).then().statusCode(404);
    }

    @Test
    void thePathAndTheBodyNameOneClient() {
        create(settings()).statusCode(201);
        Map<String, Object> other = settings();
        other.put("client_id", "somebody-else");

        set(other).statusCode(400).body("errors.pointer", equalTo(List.of("/client_id")));
        set(settings()).statusCode(200);
    }

    @Test
    void whoIsNotThereIsNotFound() {
        Map<String, Object> settings = settings();

        given().get("/v1/clients/" + id).then().statusCode(404).body("type", equalTo("/problems/not-found"));
        set(settings).statusCode(404);
        given().delete("/v1/clients/" + id).then().statusCode(404);
        given().get("/v1/clients/" + id + "/keys").then().statusCode(404);
        given().contentType(ContentType.JSON)
                .body("{}")
                .post("/v1/clients/" + id + "/keys")
                .then()
                .statusCode(404);
        given().delete("/v1/clients/" + id + "/keys/k3x9q2m7c1v8b5n0").then().statusCode(404);
    }

    @Test
    void aClientWithUnfinishedJobsCannotBeDeletedButStopped() {
        SandboxControl.set("video_processing_ms", 60_000);
        TestClient client = clients.register();
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitJob(jobId, "processing", job -> "processing".equals(job.path("waiting_for")));

        given().delete("/v1/clients/" + client.id()).then().statusCode(409).body("type", equalTo("/problems/conflict"));
        stop(client);
        ServiceApi.video(client, local.TestMedia.video()).then().statusCode(403);

        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        ServiceApi.awaitEnd(jobId);
        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(403);
        given().delete("/v1/clients/" + client.id()).then().statusCode(204);
        given().get("/v1/jobs/" + jobId).then().statusCode(200);
    }

    @Test
    void acceptedJobsOfAStoppedClientFinish() {
        SandboxControl.set("video_processing_ms", 700);
        TestClient client = clients.register();
        String jobId = ServiceApi.videoJob(client);

        stop(client);

        ServiceApi.awaitSuccess(jobId);
    }

    @Test
    void settingAClientAgainHasItsTokenTriedAtOnce() {
        create(settings()).statusCode(201);
        SandboxControl.set("rejected_tokens", List.of("test-token-of-francisco"));
        campaign(given()).then().statusCode(424);
        given().get("/v1/clients/" + id)
                .then()
                .body("token_status", equalTo("rejected"), "token_status_reason", containsString("190"));
        SandboxControl.set("rejected_tokens", List.of());
        campaign(given()).then().statusCode(424);

        set(settings()).statusCode(200).body("token_status", equalTo("unknown"), "token_status_at", nullValue());

        campaign(given()).then().statusCode(201);
    }

    @Test
    void aKeyIsShownOnceAndCountsUntilItIsRevoked() throws SQLException {
        create(settings()).statusCode(201);
        Response made = given().contentType(ContentType.JSON).body("{}").post("/v1/clients/" + id + "/keys");
        made.then().statusCode(201).header("Cache-Control", "no-store");
        String keyId = made.path("key_id");
        String key = made.path("key");
        assertThat(key).matches("cs_" + keyId + "_[A-Za-z0-9_-]{43}");

        campaign(with(key)).then().statusCode(201);
        Map<String, Object> withoutClient = Map.of("name", "Spring", "objective", "OUTCOME_TRAFFIC");
        with(key)
                .contentType(ContentType.JSON)
                .body(withoutClient)
                .post("/v1/campaigns")
                .then()
                .statusCode(201);
        await("record of the use").until(() -> keys(id).path("keys[0].last_used_at") != null);
        keys(id).then()
                .body("keys.size()", equalTo(1), "keys[0].key_id", equalTo(keyId), "keys[0].revoked_at", nullValue())
                .body(not(containsString(key.substring(20))));
        assertThat(row(keyId)).doesNotContain(key.substring(20));

        given().delete("/v1/clients/somebody-else/keys/" + keyId).then().statusCode(404);
        given().delete("/v1/clients/" + id + "/keys/" + keyId).then().statusCode(204);
        campaign(with(key)).then().statusCode(401).body("type", equalTo("/problems/unauthorized"));
        given().delete("/v1/clients/" + id + "/keys/" + keyId).then().statusCode(204);
        keys(id).then().body("keys[0].revoked_at", notNullValue());
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put("client_id", id);
        settings.put("ad_account_id", "act_555");
        settings.put("page_id", "777");
        settings.put("token_ref", "ENV:TOKEN_FRANCISCO");
        return settings;
    }

    private static ValidatableResponse create(Map<String, Object> settings) {
        return ServiceApi.post("/v1/clients", settings).then();
    }

    private ValidatableResponse set(Map<String, Object> settings) {
        return given().contentType(ContentType.JSON)
                .body(settings)
                .put("/v1/clients/" + id)
                .then();
    }

    private static void stop(TestClient client) {
        given().contentType(ContentType.JSON)
                .body(Map.of(
                        "ad_account_id",
                        client.adAccountId(),
                        "page_id",
                        client.pageId(),
                        "token_ref",
                        "ENV:TOKEN_FRANCISCO",
                        "enabled",
                        false))
                .put("/v1/clients/" + client.id())
                .then()
                .statusCode(200);
    }

    private Response campaign(RequestSpecification caller) {
        return caller.contentType(ContentType.JSON)
                .body(Map.of("client_id", id, "name", "Spring", "objective", "OUTCOME_TRAFFIC"))
                .post("/v1/campaigns");
    }

    private static RequestSpecification with(String key) {
        return given().header("Authorization", "Bearer " + key);
    }

    private static Response keys(String clientId) {
        return given().get("/v1/clients/" + clientId + "/keys");
    }

    private String row(String keyId) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement select =
                        connection.prepareStatement("SELECT to_jsonb(k)::text FROM api_keys k WHERE key_id = ?")) {
            select.setString(1, keyId);
            try (ResultSet found = select.executeQuery()) {
                assertThat(found.next()).isTrue();
                return found.getString(1);
            }
        }
    }
}
