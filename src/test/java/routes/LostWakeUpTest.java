package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import local.TestMedia;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.Map;
import jakarta.inject.Inject;

/** A job is accepted once its row is committed, whatever happens to its wake-up. */
@QuarkusTest
@TestProfile(LostWakeUpTest.NoBroker.class)
class LostWakeUpTest {

    /** Wake-ups go to a broker that is down. */
    public static class NoBroker extends ShortWaits {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = super.getConfigOverrides();
            config.put("creative.queue.wake-later", "http:127.0.0.1:1/wake");
            return config;
        }
    }

    @Inject
    TestClients clients;

    @Test
    void undoesNoAcceptance() {
        SandboxControl.resetWithoutProcessing();
        TestClient client = clients.register();

        Response accepted = ServiceApi.video(client, TestMedia.video());

        assertThat(accepted.statusCode()).as(accepted.asString()).isEqualTo(202);
        ServiceApi.awaitSuccess(accepted.path("job_id"));
        assertThat(SandboxControl.objects("advideos", client)).hasSize(1);
    }

    @Test
    void undoesNoRetry() {
        SandboxControl.resetWithoutProcessing();
        SandboxControl.set("video_processing_ms", 60_000);
        String jobId = ServiceApi.videoJob(clients.register());
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        ServiceApi.awaitStatus(jobId, "cancelled");
        SandboxControl.resetWithoutProcessing();

        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202).body("status", equalTo("queued"));

        ServiceApi.awaitSuccess(jobId);
    }
}
