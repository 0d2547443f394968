package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

/** No call is sent for a throttled account before Meta's time is up; other accounts are not affected. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ThrottledAccountTest {

    private static final int BLOCK_SECONDS = 20;
    private static final int JOBS = 6;
    /** The score limit of an ad account, with the time in Meta's usage header. */
    private static final String BLOCK = """
            {'path':'/%s/**','for_ms':%d,'action':'error','status':400,
             'error':{'code':17,'error_subcode':2446079},
             'headers':{'X-Ad-Account-Usage':{'acc_id_util_pct':100,'reset_time_duration':%d}}}""";

    private static final String LISTENER = "listener-of-this-test";

    @Inject
    CamelContext context;

    @Inject
    TestClients clients;

    private TestClient throttled;
    private TestClient other;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        throttled = clients.register();
        other = clients.register();
    }

    @Test
    void waitsForAThrottledAccountWhileOthersContinue() {
        SandboxControl.faults(BLOCK.formatted(throttled.adAccountId(), BLOCK_SECONDS * 1000, BLOCK_SECONDS));
        List<String> waiting = jobs(throttled, JOBS);
        ServiceApi.awaitJob(waiting.get(0), "wait for the throttle", job -> "throttle".equals(job.path("waiting_for")));
        Instant freeAt = Instant.parse(usage(throttled).path("blocked_until"));

        jobs(other, JOBS / 2).forEach(ServiceApi::awaitSuccess);
        assertThat(Instant.now()).as("end of the other account's jobs").isBefore(freeAt);

        await("end of the block").atMost(Duration.ofSeconds(BLOCK_SECONDS)).until(() -> Instant.now()
                .isAfter(freeAt));
        waiting.forEach(
                job -> ServiceApi.awaitSuccess(job).then().body("attempts", equalTo(1), "waiting_for", nullValue()));
        List<JsonNode> refused = calls(throttled, 400);
        assertThat(refused).hasSizeBetween(1, ShortWaits.ACCOUNT_CALLS + 1);
        Instant again = Instant.parse(calls(throttled, 200).get(0).path("at").asText());
        assertThat(again).isBetween(freeAt, freeAt.plusSeconds(10));
    }

    /** The job is cancelled during the call whose answer parks it: it must not wait for the end of the block. */
    @Test
    void cancelsAJobThatWouldWaitForTheAccount() {
        int hour = 3600;
        SandboxControl.faults(BLOCK.formatted(throttled.adAccountId(), hour * 1000, hour)
                .replace("'action'", "'delay_ms':1200,'action'"));
        String jobId = ServiceApi.videoJob(throttled);
        await("call under way")
                .until(() -> "running".equals(ServiceApi.job(jobId).path("status")));

        given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202).body("cancel_requested", equalTo(true));

        ServiceApi.awaitStatus(jobId, "cancelled").then().body("waiting_for", nullValue());
        assertThat(given().get("/v1/jobs/" + jobId + "/events").<List<String>>path("events.type"))
                .containsSubsequence("cancel_requested", "waiting", "cancelled");
    }

    @Test
    void refusesCallersOfAThrottledAccountWithoutAskingMeta() {
        SandboxControl.faults(BLOCK.formatted(throttled.adAccountId(), 60_000, 60));
        campaign(throttled).then().statusCode(429);

        Response refusal = campaign(throttled);

        refusal.then().statusCode(429).body("type", equalTo("/problems/account-throttled"));
        assertThat(Integer.parseInt(refusal.header("Retry-After"))).isBetween(50, 61);
        assertThat(calls(throttled, 400)).hasSize(1);
        campaign(other).then().statusCode(201);
    }

    @Test
    void tellsWhatIsKnownOfTheLimits() {
        usage(throttled)
                .then()
                .statusCode(200)
                .body("client_id", equalTo(throttled.id()))
                .body("ad_account_id", equalTo(throttled.adAccountId()))
                .body("percent", nullValue())
                .body("state", equalTo("open"))
                .body("blocked_until", nullValue());

        told(80, 200);
        await().untilAsserted(() -> usage(throttled).then().body("percent", equalTo(80.0f), "state", equalTo("slow")));

        told(96, 30);
        await().untilAsserted(
                        () -> usage(throttled).then().body("percent", equalTo(96.0f), "state", equalTo("blocked")));
        assertThat(Instant.parse(usage(throttled).path("blocked_until")))
                .isBetween(Instant.now().plusSeconds(20), Instant.now().plusSeconds(31));
        campaign(throttled).then().statusCode(429);

        given().get("/v1/clients/nobody/usage").then().statusCode(404);
    }

    /** The last successful call uses up the limit: no call is rejected, and none is sent for a while. */
    @Test
    void announcesALimitThatIsUsedUp() throws Exception {
        Queue<String> events = new ConcurrentLinkedQueue<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("{{creative.events.account-throttled}}")
                        .routeId(LISTENER)
                        .process(event -> events.add(event.getMessage().getBody(String.class)));
            }
        });
        try {
            SandboxControl.set("score_limit", 3);

            campaign(throttled).then().statusCode(201);

            await("the event").untilAsserted(() -> assertThat(events)
                    .singleElement()
                    .asString()
                    .contains("account.throttled", throttled.id(), "100 % of a limit"));
        } finally {
            context.getRouteController().stopRoute(LISTENER);
            context.removeRoute(LISTENER);
        }
    }

    /** A successful call that reports this usage. */
    private void told(double percent, int resetSeconds) {
        SandboxControl.faults("""
                {'path':'/%s/**','action':'error_after','status':200,'error':{'code':100},
                 'headers':{'X-Ad-Account-Usage':{'acc_id_util_pct':%s,'reset_time_duration':%d}}}""".formatted(throttled.adAccountId(), percent, resetSeconds));
        campaign(throttled).then().statusCode(422);
    }

    private static List<String> jobs(TestClient client, int count) {
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            jobs.add(ServiceApi.videoJob(client));
        }
        return jobs;
    }

    private static Response campaign(TestClient client) {
        return ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client));
    }

    private static Response usage(TestClient client) {
        return given().get("/v1/clients/" + client.id() + "/usage");
    }

    private static List<JsonNode> calls(TestClient client, int status) {
        return StreamSupport.stream(SandboxControl.state().path("calls").spliterator(), false)
                .filter(call -> client.adAccountId().equals(call.path("account").asText()))
                .filter(call -> call.path("status").asInt() == status)
                .toList();
    }
}
