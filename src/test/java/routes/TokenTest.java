package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** A dead token stops its clients until it is replaced or they are set again. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class TokenTest {

    private static final String DEAD = "dead-token-of-a-client";

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    private Path file;
    private TestClient client;

    @BeforeEach
    void register() throws IOException {
        SandboxControl.reset();
        file = Files.writeString(Files.createTempFile("token", ""), DEAD);
        client = clients.registerWithToken("FILE:" + file);
    }

    @AfterEach
    void removeFile() throws IOException {
        Files.delete(file);
    }

    @Test
    void nothingIsSentWithARejectedToken() throws SQLException {
        SandboxControl.set("rejected_tokens", List.of(DEAD));
        TestClient sibling = clients.registerWithToken("FILE:" + file);

        rejected(campaign(client)).body("graph.code", equalTo(190), "graph.error_subcode", equalTo(463));
        rejected(campaign(client)).body("detail", containsString("FILE:" + file));
        rejected(campaign(sibling));

        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(1);
        assertThat(SandboxControl.calls(sibling, "POST", "campaigns")).isEmpty();
        assertThat(row(client, "token_status")).isEqualTo("rejected");
        assertThat(row(client, "token_status_reason")).contains("463");
        assertThat(row(client, "token_status_at")).isNotNull();
        assertThat(row(client, "token_fingerprint")).matches("[0-9a-f]{32}:[0-9a-f]{8}");
    }

    @ParameterizedTest
    @ValueSource(ints = {102, 190})
    void errorsThatMeanADeadTokenFlagIt(int code) throws SQLException {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'error','status':400,'error':{'code':"
                + code + ",'message':'Session has expired'}}");

        rejected(campaign(client));

        assertThat(row(client, "token_status")).isEqualTo("rejected");
    }

    @Test
    void anotherTokenIsTriedAtOnce() throws IOException, SQLException {
        SandboxControl.set("rejected_tokens", List.of(DEAD));
        rejected(campaign(client));

        Files.writeString(file, "another-token-of-a-client");

        campaign(client).then().statusCode(201);
        assertThat(row(client, "token_status")).isEqualTo("ok");
        assertThat(row(client, "token_fingerprint")).isNull();
    }

    @Test
    void settingTheClientAgainClearsTheFlag() throws SQLException {
        SandboxControl.set("rejected_tokens", List.of(DEAD));
        rejected(campaign(client));
        SandboxControl.set("rejected_tokens", List.of());

        clients.setAgain(client);

        assertThat(row(client, "token_status")).isEqualTo("unknown");
        await().until(() -> campaign(client).statusCode() == 201);
        assertThat(row(client, "token_status")).isEqualTo("ok");
    }

    @Test
    void aJobWithoutAUsableTokenFailsAtOnce() {
        SandboxControl.set("rejected_tokens", List.of(DEAD));
        String first = ServiceApi.videoJob(client);
        ServiceApi.awaitEnd(first)
                .then()
                .body("status", equalTo("failed"), "attempts", equalTo(1))
                .body("error.type", equalTo("/problems/token-rejected"), "error.graph.code", equalTo(190));
        int calls = SandboxControl.calls(client, "POST", "advideos").size();

        ServiceApi.awaitEnd(ServiceApi.videoJob(client))
                .then()
                .body("status", equalTo("failed"), "error.type", equalTo("/problems/token-rejected"));

        assertThat(SandboxControl.calls(client, "POST", "advideos")).hasSize(calls);
    }

    @Test
    void aMissingTokenIsNamedByItsReference() {
        TestClient forgotten = clients.registerWithToken("ENV:TOKEN_THAT_NOBODY_SET");

        rejected(campaign(forgotten)).body("detail", containsString("ENV:TOKEN_THAT_NOBODY_SET"));
        ServiceApi.awaitEnd(ServiceApi.videoJob(forgotten))
                .then()
                .body("status", equalTo("failed"), "attempts", equalTo(1))
                .body("error.type", equalTo("/problems/token-rejected"))
                .body("error.detail", containsString("ENV:TOKEN_THAT_NOBODY_SET"));

        assertThat(SandboxControl.calls(forgotten, "POST", "campaigns")).isEmpty();
    }

    private static Response campaign(TestClient client) {
        return ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client));
    }

    private static io.restassured.response.ValidatableResponse rejected(Response answer) {
        return answer.then().statusCode(424).body("type", equalTo("/problems/token-rejected"));
    }

    private String row(TestClient client, String column) throws SQLException {
        try (var connection = dataSource.getConnection();
                var select =
                        connection.prepareStatement("SELECT " + column + "::text FROM clients WHERE client_id = ?")) {
            select.setString(1, client.id());
            var rows = select.executeQuery();
            return rows.next() ? rows.getString(1) : null;
        }
    }
}
