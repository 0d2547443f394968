package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import local.TestMedia;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import jakarta.inject.Inject;

/** The metrics of the service at {@code /q/metrics}. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class MetricsTest {

    @Inject
    TestClients clients;

    private TestClient client;
    private Scrape before;

    @BeforeEach
    void register() {
        SandboxControl.reset();
        client = clients.register();
        before = Scrape.now();
    }

    @Test
    void everyNameAndEveryLabelIsKnownBeforehand() {
        // Long enough to be counted while it runs.
        SandboxControl.set("video_processing_ms", 1500);
        ServiceApi.awaitSuccess(ServiceApi.videoJob(client));

        assertThat(Scrape.now().labels())
                .isEqualTo(Map.ofEntries(
                        Map.entry("creative_api_refused_total", "cause limit"),
                        Map.entry("creative_clients_token_rejected", ""),
                        Map.entry("creative_graph_breaker", "state"),
                        Map.entry("creative_graph_calls_seconds", "operation outcome"),
                        Map.entry("creative_graph_held_back_total", "reason"),
                        Map.entry("creative_graph_redeliveries_total", ""),
                        Map.entry("creative_graph_slots_limit", "role"),
                        Map.entry("creative_graph_slots_used", "role"),
                        Map.entry("creative_graph_uploaded_bytes_total", "operation"),
                        Map.entry("creative_graph_waits_seconds", "reason"),
                        Map.entry("creative_idempotency_replays_total", ""),
                        Map.entry("creative_intents_open", ""),
                        Map.entry("creative_job_steps_seconds", "outcome step type"),
                        Map.entry("creative_jobs", "status type waiting_for"),
                        Map.entry("creative_jobs_due", ""),
                        Map.entry("creative_jobs_ended_seconds", "status type"),
                        Map.entry("creative_jobs_oldest_due_seconds", ""),
                        Map.entry("creative_queue_length", ""),
                        Map.entry("creative_queue_pending", ""),
                        Map.entry("creative_surplus_deleted_total", ""),
                        Map.entry("creative_tokens_rejected_total", ""),
                        Map.entry("creative_webhooks_seconds", "outcome")));
    }

    @Test
    void noIdIsALabel() {
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitSuccess(jobId);
        given().get("/v1/jobs/" + jobId + "/nothing");
        given().get("/nothing/" + jobId);

        assertThat(Scrape.now().text())
                .contains("uri=\"/v1/jobs/{job_id}\"", "uri=\"/v1/jobs/creatives/video\"")
                .doesNotContain(jobId, client.id(), client.adAccountId(), client.pageId(), "test-token-of-francisco");
    }

    @Test
    void stepsCallsAndBytesOfAJob() {
        SandboxControl.set("video_processing_ms", 500);

        ServiceApi.awaitSuccess(ServiceApi.videoJob(client));

        String ended = "creative_jobs_ended_seconds_count{status=\"succeeded\",type=\"video_creative\"}";
        // Counted after the route has committed the job's end.
        Scrape after = await().until(Scrape::now, now -> now.increase(before, ended) > 0);
        assertThat(after.increase(before, ended)).isEqualTo(1);
        assertThat(after.increase(before, call("finish_video", "ok"))).isEqualTo(1);
        assertThat(after.increase(before, call("create_creative", "ok"))).isEqualTo(1);
        assertThat(after.increase(before, "creative_graph_uploaded_bytes_total{operation=\"transfer_video\"}"))
                .isEqualTo(TestMedia.video().length);
        assertThat(after.increase(before, step("upload_video", "done"))).isEqualTo(1);
        assertThat(after.increase(before, step("await_processing", "waiting"))).isPositive();
        assertThat(after.increase(before, step("await_processing", "done"))).isEqualTo(1);
        assertThat(after.value("creative_graph_breaker{state=\"closed\"}")).isEqualTo(1);
        assertThat(after.value("creative_graph_slots_limit{role=\"worker\"}")).isEqualTo(ShortWaits.WORKER_CALLS);
    }

    @Test
    void jobsByStateWhileTheyAreThere() {
        SandboxControl.set("video_processing_ms", 60_000);

        String jobId = ServiceApi.videoJob(client);

        await().untilAsserted(() -> assertThat(Scrape.now()
                        .value("creative_jobs{status=\"running\",type=\"video_creative\",waiting_for=\"processing\"}"))
                .isPositive());
        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
        ServiceApi.awaitEnd(jobId);
        await().untilAsserted(() -> assertThat(Scrape.now()
                        .increase(
                                before,
                                "creative_jobs_ended_seconds_count{status=\"cancelled\",type=\"video_creative\"}"))
                .isEqualTo(1));
    }

    @Test
    void callsThatFailAndCallsThatAreHeldBack() {
        String campaignId = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'GET','path':'/" + campaignId + "','action':'drop'}");
        SandboxControl.faults("{'method':'POST','path':'/" + client.adAccountId()
                + "/campaigns','action':'error','status':400,'error':{'code':17,'error_subcode':2446079}}");

        given().queryParam("client_id", client.id())
                .get("/v1/campaigns/" + campaignId)
                .then()
                .statusCode(200);
        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)).then().statusCode(429);
        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)).then().statusCode(429);

        Scrape after = Scrape.now();
        assertThat(after.increase(before, call("read", "unavailable"))).isEqualTo(1);
        assertThat(after.increase(before, "creative_graph_redeliveries_total")).isEqualTo(1);
        assertThat(after.increase(before, call("create_campaign", "throttled"))).isEqualTo(1);
        assertThat(after.increase(before, "creative_graph_held_back_total{reason=\"throttle\"}"))
                .isEqualTo(1);
    }

    @Test
    void rejectedTokensAndReplays(@TempDir Path secrets) throws IOException {
        client = clients.registerWithToken(
                "FILE:" + Files.writeString(secrets.resolve("token"), "token-to-be-rejected"));
        Map<String, Object> campaign = ServiceApi.campaign(client);
        for (int i = 0; i < 2; i++) {
            given().contentType(ContentType.JSON)
                    .header("Idempotency-Key", "metrics-" + client.id())
                    .body(campaign)
                    .post("/v1/campaigns")
                    .then()
                    .statusCode(201);
        }
        SandboxControl.faults("{'method':'POST','path':'/" + client.adAccountId()
                + "/campaigns','action':'error','status':400,'error':{'code':190}}");
        ServiceApi.post("/v1/campaigns", campaign).then().statusCode(424);
        ServiceApi.post("/v1/campaigns", campaign).then().statusCode(424);

        Scrape after = Scrape.now();
        assertThat(after.increase(before, "creative_idempotency_replays_total")).isEqualTo(1);
        assertThat(after.increase(before, call("create_campaign", "token_rejected")))
                .isEqualTo(1);
        assertThat(after.increase(before, "creative_tokens_rejected_total")).isEqualTo(1);
        assertThat(after.increase(before, "creative_graph_held_back_total{reason=\"token\"}"))
                .isEqualTo(1);
    }

    private static String call(String operation, String outcome) {
        return "creative_graph_calls_seconds_count{operation=\"" + operation + "\",outcome=\"" + outcome + "\"}";
    }

    private static String step(String step, String outcome) {
        return "creative_job_steps_seconds_count{outcome=\"" + outcome + "\",step=\"" + step
                + "\",type=\"video_creative\"}";
    }
}
