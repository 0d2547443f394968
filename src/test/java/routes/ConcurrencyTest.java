package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** Concurrent calls at Meta, and waits without a slot. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class ConcurrencyTest {

    @Inject
    TestClients clients;

    private final ExecutorService callers = Executors.newCachedThreadPool();

    @BeforeEach
    void reset() {
        SandboxControl.resetWithoutProcessing();
    }

    @AfterEach
    void stop() {
        callers.shutdownNow();
    }

    @Test
    void jobsNeverTakeMoreThanTheWorkersCap() {
        SandboxControl.set("latency_ms", 20);
        List<String> jobs = IntStream.range(0, 20)
                .mapToObj(i -> ServiceApi.videoJob(clients.register()))
                .toList();

        jobs.forEach(ServiceApi::awaitSuccess);

        assertThat(SandboxControl.state().path("max_concurrent").asInt()).isEqualTo(ShortWaits.WORKER_CALLS);
    }

    @Test
    void callersNeverTakeMoreThanTheApisCap() throws Exception {
        SandboxControl.set("latency_ms", 300);

        List<Response> answers = atOnce(
                2 * ShortWaits.API_CALLS,
                () -> ServiceApi.post("/v1/campaigns", ServiceApi.campaign(clients.register())));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        assertThat(SandboxControl.state().path("max_concurrent").asInt()).isEqualTo(ShortWaits.API_CALLS);
    }

    @Test
    void anAccountIsNeverCalledMoreThanItsCap() throws Exception {
        SandboxControl.set("latency_ms", 300);
        TestClient client = clients.register();

        List<Response> answers = atOnce(
                2 * ShortWaits.ACCOUNT_CALLS, () -> ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)));

        assertThat(answers).extracting(Response::statusCode).containsOnly(201);
        JsonNode byAccount = SandboxControl.state().path("max_concurrent_by_account");
        assertThat(byAccount.path(client.adAccountId()).asInt()).isEqualTo(ShortWaits.ACCOUNT_CALLS);
    }

    /** More slow calls than an account's slots can process within the slot wait. */
    @Test
    void refusesWhomItCannotServeInTime() throws Exception {
        SandboxControl.set("latency_ms", 1000);
        TestClient client = clients.register();

        List<Response> answers = atOnce(
                6 * ShortWaits.ACCOUNT_CALLS, () -> ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)));

        List<Response> refused =
                answers.stream().filter(answer -> answer.statusCode() != 201).toList();
        assertThat(refused).isNotEmpty().allSatisfy(answer -> answer.then()
                .statusCode(503)
                .header("Retry-After", equalTo("1"))
                .body("type", equalTo("/problems/overloaded")));
        assertThat(SandboxControl.objects("campaigns", client)).hasSize(answers.size() - refused.size());
        assertThat(SandboxControl.state()
                        .at("/max_concurrent_by_account/" + client.adAccountId())
                        .asInt())
                .isEqualTo(ShortWaits.ACCOUNT_CALLS);
    }

    /** More videos are in processing than there are slots: waiting jobs hold none. */
    @Test
    void videosInProcessingHoldNoSlot() {
        SandboxControl.set("video_processing_ms", 600_000);
        List<String> jobs = IntStream.range(0, 3 * ShortWaits.WORKER_CALLS)
                .mapToObj(i -> ServiceApi.videoJob(clients.register()))
                .toList();

        for (String jobId : jobs) {
            ServiceApi.awaitJob(jobId, "in processing", job -> "await_processing".equals(job.path("step")));
        }

        for (String jobId : jobs) {
            given().post("/v1/jobs/" + jobId + "/cancel").then().statusCode(202);
            ServiceApi.awaitStatus(jobId, "cancelled");
        }
    }

    private <T> List<T> atOnce(int times, Callable<T> call) throws Exception {
        List<T> results = new ArrayList<>();
        List<Callable<T>> calls = IntStream.range(0, times).mapToObj(i -> call).toList();
        for (Future<T> result : callers.invokeAll(calls)) {
            results.add(result.get());
        }
        return results;
    }
}
