package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.nullValue;

import clients.Account;
import graph.Creation;
import graph.GraphRequest;
import graph.Intent;
import graph.Labels;
import intents.IntentRepository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/**
 * A create whose intent is changed by another process, or whose job ends before the outcome is known: there is one
 * object, and the caller learns its id.
 */
@QuarkusTest
@TestProfile(ShortWaits.class)
class AbandonedCreateTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @Inject
    IntentRepository intents;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    /** The task finds nothing and closes the intent while the call looks up the object too. */
    @Test
    void createsAgainWhereTheIntentIsClosedDuringALookUp() throws Exception {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/campaigns','action':'drop'}",
                "{'method':'GET','path':'/*/campaigns','action':'delay','delay_ms':1500}");
        CompletableFuture<Response> call = createCampaign();
        await("the look-up").atMost(LIMIT).until(() -> select("lost_answers").equals("1"));

        close();

        assertMadeOne(call.get());
        assertThat(SandboxControl.calls(client, "GET", "campaigns")).hasSizeLessThan(5);
    }

    /** The answer arrives after the task has closed the intent. */
    @Test
    void keepsTheObjectOfACreateWhoseIntentWasClosed() throws Exception {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'delay_after','delay_ms':1500}");
        CompletableFuture<Response> call = createCampaign();
        await("the create").atMost(LIMIT).until(() -> !SandboxControl.objects("campaigns", client)
                .isEmpty());

        close();

        assertMadeOne(call.get());
        assertThat(select("state || ' ' || object_id"))
                .isEqualTo("settled "
                        + SandboxControl.objects("campaigns", client)
                                .get(0)
                                .path("id")
                                .asText());
    }

    /** The answer is lost after the task has closed the intent, although the object exists. */
    @Test
    void looksForTheObjectOfACreateWhoseIntentWasClosed() throws Exception {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'drop_after','delay_ms':1500}");
        CompletableFuture<Response> call = createCampaign();
        await("the create").atMost(LIMIT).until(() -> !SandboxControl.objects("campaigns", client)
                .isEmpty());

        close();

        assertMadeOne(call.get());
    }

    /** Two concurrent look-ups: only one may create, and neither overwrites the other. */
    @Test
    void letsOneOfTwoSendTheCreateAgain() throws SQLException {
        intents.open(creation("request:" + client.id(), "Spring"), Duration.ZERO);
        Intent lost = intents.noteLostAnswer(
                intents.open(creation("request:" + client.id(), "Spring"), Duration.ZERO), Duration.ZERO);

        assertThat(intents.renew(lost)).isPresent();
        assertThat(intents.renew(lost)).isEmpty();
        assertThat(intents.close(lost)).isEmpty();
        assertThat(select("state")).isEqualTo("open");
    }

    /** Their objects could not be distinguished. */
    @Test
    void givesOpenIntentsForOneNameDifferentLabels() throws SQLException {
        String first = intents.open(creation("first:" + client.id(), "Film"), Duration.ZERO)
                .label();
        String second = intents.open(creation(keyOfTheSameLabel(first), "Film"), Duration.ZERO)
                .label();

        assertThat(second).isNotEqualTo(first);
    }

    private String keyOfTheSameLabel(String label) {
        return IntStream.iterate(0, number -> number + 1)
                .mapToObj(number -> "second:" + client.id() + ":" + number)
                .filter(key -> Labels.of(key, Instant.now()).get(0).equals(label))
                .findFirst()
                .orElseThrow();
    }

    private Creation creation(String key, String name) {
        Account account = new Account(client.adAccountId(), null, null, "ENV:TOKEN");
        return new Creation(
                Creation.Kind.CAMPAIGN,
                key,
                client.id(),
                null,
                null,
                name,
                GraphRequest.create(account, "campaigns", Map.of("name", name)));
    }

    /** The caller learns later which object exists, as if the job had not ended. */
    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "failed"})
    void namesTheCreativeOfAJobThatEndedBeforeItsOutcomeWasKnown(String end) {
        String jobId = jobWithLostCreative("drop_after", end);
        ServiceApi.job(jobId).then().body("result.creative_id", nullValue());
        SandboxControl.endFaults();

        String creativeId = await("the creative in the result")
                .atMost(LIMIT)
                .until(() -> ServiceApi.job(jobId).path("result.creative_id"), id -> id != null);

        assertThat(SandboxControl.objects("adcreatives", client))
                .extracting(creative -> creative.path("id").asText())
                .containsExactly(creativeId);
        assertThat(ServiceApi.job(jobId).<String>path("status")).isEqualTo(end);
        List<String> found = given().get("/v1/jobs/" + jobId + "/events")
                .path("events.findAll { it.type == 'object_found' }.detail");
        assertThat(found).hasSize(1).allSatisfy(detail -> assertThat(detail).contains(creativeId));
    }

    @Test
    void closesTheIntentOfAJobThatEndedWithoutACreative() {
        String jobId = jobWithLostCreative("drop", "failed");
        SandboxControl.endFaults();
        await("the closed intent").atMost(LIMIT).until(() -> selected("state").equals("absent"));

        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202);

        ServiceApi.awaitSuccess(jobId);
        assertThat(SandboxControl.objects("adcreatives", client)).hasSize(1);
    }

    private String jobWithLostCreative(String action, String end) {
        String edge = "'path':'/" + client.adAccountId() + "/adcreatives'";
        SandboxControl.faults(
                "{'method':'POST'," + edge + ",'action':'" + action + "'}",
                "{'method':'GET'," + edge + ",'times':10000,'action':'error','status':503}");
        String jobId = ServiceApi.videoJob(client);
        if (end.equals("cancelled")) {
            await("the look-up").atMost(LIMIT).until(() -> !SandboxControl.calls(client, "GET", "adcreatives")
                    .isEmpty());
            given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        }
        ServiceApi.awaitStatus(jobId, end);
        return jobId;
    }

    private CompletableFuture<Response> createCampaign() {
        return CompletableFuture.supplyAsync(() -> ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)));
    }

    private void assertMadeOne(Response answer) {
        assertThat(SandboxControl.objects("campaigns", client))
                .extracting(campaign -> campaign.path("id").asText())
                .containsExactly(ServiceApi.id(answer, "campaign_id"));
    }

    /** As the task does that settles open intents. */
    private void close() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "UPDATE intents SET state = 'absent', unsettled_until = NULL WHERE client_id = ?")) {
            statement.setString(1, client.id());
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private String selected(String expression) {
        try {
            return select(expression);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private String select(String expression) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT " + expression + " FROM intents WHERE client_id = ?")) {
            statement.setString(1, client.id());
            try (var rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }
}
