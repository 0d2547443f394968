package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.TestClients.TestClient;

import jakarta.inject.Inject;

/** Which calls to Meta are redelivered, how often, and how the others fail. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class RedeliveryTest {

    private static final int ALL_CALLS = ShortWaits.REDELIVERIES + 1;

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3"})
    void readsAgainWhatFailedForTheMoment(int failures) {
        String campaignId = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'GET','path':'/" + campaignId + "','times':" + failures
                + ",'action':'error','status':500,'error':{'code':2}}");

        read(campaignId).then().statusCode(200);

        assertThat(SandboxControl.calls("GET", campaignId)).hasSize(failures + 1);
    }

    @Test
    void givesUpAReadThatKeepsFailing() {
        String campaignId = ServiceApi.campaignId(client);
        SandboxControl.faults("{'method':'GET','path':'/" + campaignId
                + "','times':100,'action':'error','status':500,'error':{'code':2,'fbtrace_id':'AbC'}}");

        read(campaignId)
                .then()
                .statusCode(502)
                .body(
                        "type",
                        equalTo("/problems/meta-failed"),
                        "graph.code",
                        equalTo(2),
                        "graph.fbtrace_id",
                        equalTo("AbC"));

        assertThat(SandboxControl.calls("GET", campaignId)).hasSize(ALL_CALLS);
    }

    /** 1487390 has status 400 and is marked as permanent, but is transient. */
    @Test
    void createsAgainAfterATransientError() {
        SandboxControl.faults("{'method':'POST','path':'/*/adcreatives','times':2,'action':'error','status':400,"
                + "'error':{'code':100,'error_subcode':1487390,'is_transient':false}}");

        ServiceApi.creativeId(client);

        assertThat(SandboxControl.calls(client, "POST", "adcreatives")).hasSize(3);
        assertThat(SandboxControl.objects("adcreatives", client)).hasSize(1);
    }

    @Test
    void givesUpACreateThatAlwaysFails() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','times':100,'action':'error','status':400,"
                + "'error':{'code':100,'error_subcode':1487390}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(502)
                .body("type", equalTo("/problems/meta-failed"), "graph.error_subcode", equalTo(1487390));

        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(ALL_CALLS);
    }

    @Test
    void failsAtOnceOnAClientError() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/campaigns','action':'error','status':400,'error':{'code':100,"
                        + "'error_subcode':1885183,'message':'Invalid parameter','error_user_title':'Title',"
                        + "'error_user_msg':'For people','fbtrace_id':'AbC','error_data':{'blame_field_specs':[['name']]}}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(422)
                .contentType("application/problem+json")
                .body("type", equalTo("/problems/rejected-by-meta"))
                .body("instance", equalTo("/v1/campaigns"))
                .body("graph.code", equalTo(100))
                .body("graph.error_subcode", equalTo(1885183))
                .body("graph.message", equalTo("Invalid parameter"))
                .body("graph.error_user_title", equalTo("Title"))
                .body("graph.error_user_msg", equalTo("For people"))
                .body("graph.fbtrace_id", equalTo("AbC"))
                .body("graph.blame_field_specs[0][0]", equalTo("name"));

        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(1);
        ServiceApi.campaignId(client);
    }

    /** The remaining redeliveries of the first failure are not used for the second. */
    @Test
    void failsAtOnceOnAClientErrorAfterATransientOne() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','times':1,'action':'error','status':400,"
                + "'error':{'code':100,'error_subcode':1487390}}");
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','times':100,'action':'error','status':400,"
                + "'error':{'code':100,'error_subcode':1885183}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(422)
                .body("graph.error_subcode", equalTo(1885183));

        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(2);
    }

    @Test
    void doesNotRepeatWithADeadToken() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'error','status':400,"
                + "'error':{'code':190,'error_subcode':463}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(424)
                .body("type", equalTo("/problems/token-rejected"), "graph.code", equalTo(190));
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(1);
    }

    @Test
    void sendsAWindowAgain() {
        SandboxControl.faults("{'upload_phase':'transfer','times':2,'action':'error','status':500,"
                + "'error':{'code':6000,'error_subcode':1363030}}");

        ServiceApi.awaitSuccess(ServiceApi.videoJob(client)).then().body("attempts", equalTo(1));

        assertThat(SandboxControl.uploadCalls(client, "transfer")).hasSize(3);
        assertThat(SandboxControl.objects("advideos", client)).hasSize(1);
    }

    @Test
    void triesAJobAgainAfterAWait() {
        SandboxControl.faults("{'method':'POST','path':'/*/adimages','times':" + ALL_CALLS
                + ",'action':'error','status':500,'error':{'code':2}}");

        String jobId = ServiceApi.videoJob(client);

        ServiceApi.awaitJob(
                        jobId,
                        "failed attempt",
                        job -> "queued".equals(job.path("status")) && (int) job.path("attempts") == 1)
                .then()
                .body("next_attempt_at", notNullValue())
                .body("step", equalTo("upload_thumbnail"))
                .body("error.type", equalTo("/problems/meta-failed"))
                .body("error.graph.code", equalTo(2));
        ServiceApi.awaitEnd(jobId)
                .then()
                .body("status", equalTo("succeeded"))
                .body("attempts", equalTo(2))
                .body("next_attempt_at", nullValue())
                .body("error", nullValue());
        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(ALL_CALLS + 1);
        // the first attempt's progress is not repeated
        assertThat(SandboxControl.uploadCalls(client, "start")).hasSize(1);
        assertThat(SandboxControl.uploadCalls(client, "finish")).hasSize(1);
    }

    @Test
    void failsAJobAfterItsLastAttempt() {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/adimages','times':100,'action':'error','status':500,'error':{'code':2}}");

        Response job = ServiceApi.awaitEnd(ServiceApi.videoJob(client));

        job.then()
                .body("status", equalTo("failed"))
                .body("attempts", equalTo(ShortWaits.ATTEMPTS))
                .body("max_attempts", equalTo(ShortWaits.ATTEMPTS))
                .body("error.type", equalTo("/problems/meta-failed"))
                .body("result.video_id", notNullValue());
        assertThat(SandboxControl.calls(client, "POST", "adimages")).hasSize(ShortWaits.ATTEMPTS * ALL_CALLS);
    }

    @Test
    void goesOnWhereMetaWantsTheUpload() {
        SandboxControl.set("chunk_bytes", 20_000);
        // the window is accepted, and its answer lost: sent again it has the wrong offset
        SandboxControl.faults("{'upload_phase':'transfer','skip':1,'action':'drop_after'}");

        ServiceApi.awaitSuccess(ServiceApi.videoJob(client)).then().body("attempts", equalTo(1));

        assertThat(SandboxControl.objects("advideos", client)
                        .get(0)
                        .path("sha256")
                        .asText())
                .isEqualTo(Digests.sha256(local.TestMedia.video()));
    }

    // throttles

    @Test
    void saysHowLongAnAccountIsThrottled() {
        SandboxControl.faults("{'method':'POST','path':'/*/campaigns','action':'error','status':400,"
                + "'error':{'code':17,'error_subcode':2446079},"
                + "'headers':{'X-Ad-Account-Usage':{'acc_id_util_pct':100,'reset_time_duration':42}}}");

        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client))
                .then()
                .statusCode(429)
                .header("Retry-After", "42")
                .body("type", equalTo("/problems/account-throttled"), "graph.code", equalTo(17));
        assertThat(SandboxControl.calls(client, "POST", "campaigns")).hasSize(1);
    }

    @Test
    void letsAJobWaitForAThrottledAccount() {
        SandboxControl.faults("{'method':'POST','path':'/*/adcreatives','times':2,'action':'error','status':400,"
                + "'error':{'code':17,'error_subcode':2446079}}");

        String jobId = ServiceApi.videoJob(client);

        ServiceApi.awaitJob(jobId, "waits for the throttle", job -> "throttle".equals(job.path("waiting_for")))
                .then()
                .body("status", equalTo("running"), "attempts", equalTo(1), "next_attempt_at", notNullValue());
        ServiceApi.awaitEnd(jobId)
                .then()
                .body("status", equalTo("succeeded"), "attempts", equalTo(1), "error", nullValue());
        assertThat(SandboxControl.objects("adcreatives", client)).hasSize(1);
    }

    private Response read(String campaignId) {
        return given().queryParam("client_id", client.id()).get("/v1/campaigns/" + campaignId);
    }
}
