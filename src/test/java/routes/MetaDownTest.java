package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.TestClients.TestClient;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.StreamSupport;
import jakarta.inject.Inject;

/** While Meta is down hardly any call is sent, callers are rejected at once, and jobs wait. */
@QuarkusTest
@TestProfile(MetaDownTest.Waits.class)
class MetaDownTest {

    private static final int JOBS = 6;
    private static final int CALLERS = 50;
    /** The calls that open the breaker, those in progress then, and one per second. */
    private static final int MOST_CALLS = 30;

    private static final Duration OPENING = Duration.ofSeconds(20);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    /** The service's own redeliveries: a call that always fails opens the breaker by itself. */
    public static class Waits extends ShortWaits {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = super.getConfigOverrides();
            config.put("creative.graph.redeliveries", "5");
            config.put("creative.graph.redelivery-delay", "100ms");
            config.put("creative.graph.max-redelivery-delay", "8s");
            config.put("creative.graph.breaker-failures", "4");
            config.put("creative.graph.breaker-delay", "1s");
            return config;
        }
    }

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
        awaitMeta();
    }

    /** A test may leave the breaker open. */
    private void awaitMeta() {
        TestClient other = clients.register();
        await("Meta's answer")
                .atMost(OPENING)
                .until(() -> ServiceApi.post("/v1/campaigns", ServiceApi.campaign(other))
                                .statusCode()
                        == 201);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'action':'drop'",
                "'action':'error','status':503,'error':{'code':2,'message':'Service temporarily unavailable'}"
            })
    void leavesMetaAloneUntilItAnswersAgain(String outage) {
        TestClient caller = clients.register();
        String campaignId = ServiceApi.campaignId(caller);
        SandboxControl.faults("{'times':10000," + outage + "}");
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            jobs.add(ServiceApi.videoJob(client));
        }
        await("open breaker").atMost(OPENING).untilAsserted(() -> breaker("open"));

        ServiceApi.awaitJob(jobs.get(JOBS - 1), "wait for Meta", job -> "breaker".equals(job.path("waiting_for")))
                .then()
                .body("status", equalTo("running"));
        for (int i = 0; i < CALLERS; i++) {
            assertUnavailable(ServiceApi.post("/v1/campaigns", ServiceApi.campaign(caller)));
            assertUnavailable(given().queryParam("client_id", caller.id()).get("/v1/campaigns/" + campaignId));
        }
        int sent = unanswered().size();
        SandboxControl.endFaults();

        jobs.forEach(job -> ServiceApi.awaitSuccess(job).then().body("attempts", equalTo(1)));
        assertThat(sent).as("calls that reached Meta").isLessThanOrEqualTo(MOST_CALLS);
        breaker("closed");
        assertThat(SandboxControl.objects("campaigns", caller)).hasSize(1);
    }

    /** They fail in the same outage as the call that opened the breaker, and Meta has answered no call since. */
    @Test
    void blamesNoCallThatWasUnderWayWhenItOpened() throws Exception {
        String campaignId = ServiceApi.campaignId(client);
        SandboxControl.set("latency_ms", 400);
        SandboxControl.faults("{'path':'/" + campaignId + "','times':10000,'action':'drop'}");
        ExecutorService callers = Executors.newFixedThreadPool(ShortWaits.ACCOUNT_CALLS);
        try {
            List<Future<Response>> answers = new ArrayList<>();
            for (int i = 0; i < ShortWaits.ACCOUNT_CALLS; i++) {
                answers.add(callers.submit(
                        () -> given().queryParam("client_id", client.id()).get("/v1/campaigns/" + campaignId)));
            }
            for (Future<Response> answer : answers) {
                assertThat(answer.get().asString()).contains("/problems/unavailable");
            }
        } finally {
            callers.shutdownNow();
            SandboxControl.endFaults();
        }
    }

    /** It opens the breaker, but Meta answers the probe. */
    @Test
    void endsAJobThatMetaAloneDoesNotServe() {
        SandboxControl.faults(
                "{'path':'/" + client.adAccountId() + "/advideos','upload_phase':'transfer','times':10000,"
                        + "'action':'error','status':500,'error':{'code':1,'message':'An unknown error occurred'}}");

        String unserved = ServiceApi.videoJob(client);
        String other = ServiceApi.videoJob(clients.register());

        ServiceApi.awaitEnd(unserved)
                .then()
                .body("status", equalTo("failed"))
                .body("attempts", equalTo(ShortWaits.ATTEMPTS))
                .body("error.type", equalTo("/problems/meta-failed"))
                .body("error.graph.code", equalTo(1));
        ServiceApi.awaitSuccess(other).then().body("attempts", equalTo(1));
    }

    /** Meta is not down if it rejects calls, whatever the HTTP status. */
    @Test
    void countsNoAnswerOfMetaAsAnOutage() {
        SandboxControl.faults("{'path':'/" + client.adAccountId() + "/**','times':30,'action':'error','status':500,"
                + "'error':{'code':100}}");

        for (int i = 0; i < 10; i++) {
            ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)).then().statusCode(422);
        }

        breaker("closed");
    }

    private static void assertUnavailable(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(503);
        assertThat(answer.<String>path("type")).isEqualTo("/problems/unavailable");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isBetween(1, 3);
        assertThat(answer.time()).as("milliseconds").isLessThan(AT_ONCE.toMillis());
    }

    private static void breaker(String state) {
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.findAll { it.name == 'meta' }.data.breaker", hasItem(state));
    }

    private static List<JsonNode> unanswered() {
        return StreamSupport.stream(SandboxControl.state().path("calls").spliterator(), false)
                .filter(call -> Set.of(0, 503).contains(call.path("status").asInt()))
                .toList();
    }
}
