package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;
import routes.WebhookReceiver.Request;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** Webhooks at the end of jobs, with a failing receiver. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class WebhookTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    private final WebhookReceiver receiver = new WebhookReceiver();
    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void areDeliveredInTheEndAndVerifiedByOthers() {
        String secret = rotateSecret().path("secret");
        receiver.answer(500, WebhookReceiver.CLOSE);

        String jobId = jobWithCallback();
        List<Request> requests = receiver.await(3);
        Response delivery = awaitDelivery(jobId, "delivered");

        assertThat(requests).hasSize(3).allSatisfy(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.uri()).isEqualTo("/hooks?key=a%20b");
            assertThat(request.header("content-type")).isEqualTo("application/json");
            assertThat(request.header("user-agent")).isEqualTo("creative-service");
            assertThat(request.header("webhook-id")).isEqualTo(delivery.path("webhooks[0].delivery_id"));
            assertThat(request.body()).isEqualTo(requests.get(0).body());
            assertThat(request.isSignedWith(secret)).isTrue();
            assertThat(request.isSignedWith("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"))
                    .isFalse();
        });
        JsonNode told = requests.get(0).json();
        assertThat(told.path("type").asText()).isEqualTo("job.succeeded");
        assertThat(told.path("timestamp").asText())
                .isEqualTo(told.at("/data/finished_at").asText());
        assertThat(told.path("data").toString())
                .isEqualTo(ServiceApi.awaitSuccess(jobId).asString());
        delivery.then()
                .body("webhooks.size()", equalTo(1))
                .body("webhooks[0].event", equalTo("job.succeeded"))
                .body("webhooks[0].url", equalTo(receiver.url()))
                .body("webhooks[0].attempts", equalTo(3))
                .body("webhooks[0].last_status", equalTo(204))
                .body("webhooks[0].last_error", nullValue())
                .body("webhooks[0].next_attempt_at", nullValue())
                .body("webhooks[0].delivered_at", notNullValue());
        assertThat(history(jobId)).endsWith("succeeded", "webhook_failed", "webhook_failed", "webhook_delivered");
    }

    @Test
    void areSignedTwiceWhileASecretIsReplaced() {
        String first = rotateSecret().path("secret");
        Response rotation = rotateSecret();
        String second = rotation.path("secret");
        rotation.then().body("former_secret_until", notNullValue());

        jobWithCallback();
        Request request = receiver.await(1).get(0);

        assertThat(request.header("webhook-signature").split(" ")).hasSize(2);
        assertThat(request.isSignedWith(first)).isTrue();
        assertThat(request.isSignedWith(second)).isTrue();

        String third = rotateSecret().path("secret");
        jobWithCallback();
        Request later = receiver.await(2).get(1);

        assertThat(later.isSignedWith(third)).isTrue();
        assertThat(later.isSignedWith(second)).isTrue();
        assertThat(later.isSignedWith(first)).isFalse();
    }

    @Test
    void stopWhereTheReceiverIsGoneAndGoAgainByHand() {
        receiver.answer(410);

        String jobId = jobWithCallback();
        Response gone = awaitDelivery(jobId, "gone");
        String deliveryId = gone.path("webhooks[0].delivery_id");
        gone.then().body("webhooks[0].attempts", equalTo(1)).body("webhooks[0].last_status", equalTo(410));
        redeliver(jobId, deliveryId)
                .then()
                .statusCode(202)
                .body("delivery_id", equalTo(deliveryId))
                .body("status", equalTo("pending"));
        awaitDelivery(jobId, "delivered");

        assertThat(receiver.requests())
                .hasSize(2)
                .extracting(request -> request.header("webhook-id"))
                .containsOnly(deliveryId);
        assertThat(history(jobId)).endsWith("webhook_given_up", "webhook_delivered");
    }

    @Test
    void areGivenUpAfterTheLastDelay() {
        receiver.answer(302, 404, WebhookReceiver.HANG, 503);

        String jobId = jobWithCallback();

        awaitDelivery(jobId, "failed")
                .then()
                .body("webhooks[0].attempts", equalTo(4))
                .body("webhooks[0].last_status", equalTo(503))
                .body("webhooks[0].last_error", equalTo("The receiver answered 503."));
        assertThat(receiver.requests()).hasSize(4).allMatch(request -> request.uri()
                .startsWith("/hooks"));
    }

    @Test
    void tellOfFailureToWhereTheClientSaid() throws SQLException {
        update("UPDATE clients SET callback_url = ? WHERE client_id = ?", receiver.url(), client.id());
        SandboxControl.faults("{'method':'POST','path':'/*/advideos','action':'error','status':400,"
                + "'error':{'code':100,'message':'Invalid parameter'}}");

        String jobId = ServiceApi.videoJob(client);
        Request request = receiver.await(1).get(0);

        assertThat(request.json().path("type").asText()).isEqualTo("job.failed");
        assertThat(request.json().at("/data/job_id").asText()).isEqualTo(jobId);
        assertThat(request.json().at("/data/error/type").asText()).isEqualTo("/problems/rejected-by-meta");
        // Without a secret there is no signature.
        assertThat(request.header("webhook-signature")).isNull();
        assertThat(request.header("webhook-id")).isNotNull();
    }

    @Test
    void tellOfEveryEndOfAJob() {
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = jobWithCallback();
        ServiceApi.awaitJob(jobId, "waits for processing", job -> "processing".equals(job.path("waiting_for")));

        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        receiver.await(1);
        SandboxControl.set("video_processing_ms", 0);
        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202);
        SandboxControl.reset();
        ServiceApi.awaitEnd(jobId);
        List<Request> requests = receiver.await(2);

        assertThat(requests.get(0).json().path("type").asText()).isEqualTo("job.cancelled");
        assertThat(requests.get(0).json().at("/data/status").asText()).isEqualTo("cancelled");
        assertThat(requests.get(0).header("webhook-id"))
                .isNotEqualTo(requests.get(1).header("webhook-id"));
        given().get("/v1/jobs/" + jobId + "/webhooks")
                .then()
                .body("webhooks.size()", equalTo(2))
                .body("webhooks[1].event", equalTo("job.cancelled"));
    }

    /** The state after a crash between the call and its record. */
    @Test
    void areDeliveredAgainAfterTheirProcessDied() throws SQLException {
        String jobId = jobWithCallback();
        awaitDelivery(jobId, "delivered");

        update(
                "UPDATE webhook_deliveries SET status = 'pending', lease_until = now() + interval '300 ms'"
                        + " WHERE job_id = ?::uuid AND url = ?",
                jobId,
                receiver.url());
        List<Request> requests = receiver.await(2);
        awaitDelivery(jobId, "delivered");

        assertThat(requests.get(1).header("webhook-id"))
                .isEqualTo(requests.get(0).header("webhook-id"));
    }

    /** A message that can never be sent ends like one that no receiver accepts. */
    @Test
    void areGivenUpWhereTheyCannotBeWritten() throws SQLException {
        rotateSecret();
        update("UPDATE webhook_secrets SET secret = ? WHERE client_id = ?", "aes256gcm:" + "A".repeat(80), client.id());
        TestClient other = clients.register();
        update(
                "UPDATE clients SET callback_url = ? WHERE client_id = ?",
                "https://user:password@hooks.example.com/",
                other.id());

        String unsigned = jobWithCallback();
        String forbidden = ServiceApi.videoJob(other);

        awaitDelivery(unsigned, "failed")
                .then()
                .body("webhooks[0].attempts", equalTo(4))
                .body("webhooks[0].last_status", nullValue())
                .body("webhooks[0].last_error", startsWith("The service cannot read the client's webhook secret"));
        assertThat(history(unsigned))
                .endsWith("webhook_failed", "webhook_failed", "webhook_failed", "webhook_given_up");
        awaitDelivery(forbidden, "failed")
                .then()
                .body("webhooks[0].attempts", equalTo(4))
                .body("webhooks[0].last_error", startsWith("The service may not call this address."));
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void areGivenUpWhereTheirJobCannotBeRead() throws SQLException {
        String jobId = jobWithCallback();
        awaitDelivery(jobId, "delivered");

        update(
                "UPDATE webhook_deliveries SET status = 'pending', job_json = '{\"attempts\": []}', lease_until = NULL"
                        + " WHERE job_id = ?::uuid AND url = ?",
                jobId,
                receiver.url());

        awaitDelivery(jobId, "failed")
                .then()
                .body(
                        "webhooks[0].last_error",
                        equalTo("The service could not write the message. Its log has the reason."));
        assertThat(receiver.requests()).hasSize(1);
    }

    @Test
    void belongToTheirJob() {
        String jobId = jobWithCallback();
        String deliveryId = awaitDelivery(jobId, "delivered").path("webhooks[0].delivery_id");
        String other = ServiceApi.videoJob(client);

        given().get("/v1/jobs/" + other + "/webhooks").then().statusCode(200).body("webhooks.size()", equalTo(0));
        redeliver(other, deliveryId).then().statusCode(404).body("type", equalTo("/problems/not-found"));
        redeliver(jobId, "6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80").then().statusCode(404);
        given().post("/v1/clients/nobody/webhook-secret").then().statusCode(404);
        ServiceApi.awaitEnd(other);
    }

    private String jobWithCallback() {
        return ServiceApi.id(
                ServiceApi.form(client, "Film")
                        .multiPart("video", "film.mp4", TestMedia.video())
                        .multiPart("thumbnail", "still.png", TestMedia.picture())
                        .multiPart("callback_url", receiver.url())
                        .post("/v1/jobs/creatives/video"),
                "job_id");
    }

    private Response rotateSecret() {
        Response answer = given().post("/v1/clients/" + client.id() + "/webhook-secret");
        answer.then().statusCode(201).body("secret", startsWith("whsec_"));
        return answer;
    }

    private static Response redeliver(String jobId, String deliveryId) {
        return given().post("/v1/jobs/" + jobId + "/webhooks/" + deliveryId + "/redeliver");
    }

    private static Response awaitDelivery(String jobId, String status) {
        return await("webhook " + status)
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> given().get("/v1/jobs/" + jobId + "/webhooks"),
                        answer -> status.equals(answer.path("webhooks[0].status")));
    }

    private static List<String> history(String jobId) {
        return given().get("/v1/jobs/" + jobId + "/events").path("events.type");
    }

    private void update(String sql, String first, String second) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement update = connection.prepareStatement(sql)) {
            update.setString(1, first);
            update.setString(2, second);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
