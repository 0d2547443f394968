package harness;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.response.Response;
import local.ServiceProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;

/** Idempotency-Keys while processes crash, freeze and restart. */
@ExtendWith(ClusterExtension.class)
class IdempotencyIT {

    /** A dead process' key is free after its lease of 10 s, and its object is found within the settle time of 3 s. */
    private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(20);

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final ExecutorService callers = Executors.newCachedThreadPool();

    IdempotencyIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void stopCallers() {
        callers.shutdownNow();
    }

    @Test
    void anotherProcessTakesOverFromADeadOneAndAdoptsWhatExists() {
        ServiceProcess first = cluster.apiProcess();
        ServiceProcess second = cluster.startAnotherApi(Map.of()).awaitReady();
        createsAreAnsweredAfter(Duration.ofSeconds(30));

        callers.submit(() -> create(first));
        await("the create at Meta").atMost(LIMIT).until(() -> campaigns().size() == 1);
        assertThat(create(second).statusCode()).isEqualTo(409);
        first.kill();

        Response answer = await("the take-over").atMost(TAKE_OVER_LIMIT).until(() -> create(second), made());
        assertThat(campaigns()).containsExactly(answer.<String>path("campaign_id"));
        Response replayed = create(cluster.startApi(Map.of()).awaitReady());
        assertThat(replayed.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(replayed.asString()).isEqualTo(answer.asString());
    }

    @Test
    void aProcessThatWakesUpTooLateAnswersWithTheSameObject() throws Exception {
        Map<String, String> shortLease =
                Map.of("CREATIVE_API_IDEMPOTENCY_LEASE", "3s", "CREATIVE_API_IDEMPOTENCY_RENEW_INTERVAL", "1s");
        ServiceProcess first = cluster.startAnotherApi(shortLease);
        ServiceProcess second = cluster.startAnotherApi(shortLease);
        first.awaitReady();
        second.awaitReady();
        createsAreAnsweredAfter(Duration.ofSeconds(2));

        Future<Response> late = callers.submit(() -> create(first));
        await("the create at Meta").atMost(LIMIT).until(() -> campaigns().size() == 1);
        first.freeze();
        Response answer = await("the take-over").atMost(LIMIT).until(() -> create(second), made());
        first.thaw();

        assertThat(late.get().<String>path("campaign_id")).isEqualTo(answer.path("campaign_id"));
        assertThat(campaigns()).containsExactly(answer.<String>path("campaign_id"));
    }

    @Test
    void nothingIsMadeWithoutTheDatabase() {
        ServiceProcess api = cluster.apiProcess();
        cluster.postgres().kill();

        Response refused = create(api);
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.<String>path("type")).isEqualTo("/problems/unavailable");
        assertThat(refused.header("Retry-After")).isNotEmpty();
        assertThat(campaigns()).isEmpty();

        cluster.postgres().restart();
        Response answer = await("the database").atMost(LIMIT).until(() -> create(api), made());
        assertThat(campaigns()).containsExactly(answer.<String>path("campaign_id"));
    }

    private void createsAreAnsweredAfter(Duration delay) {
        cluster.sandbox()
                .fault(Map.of(
                        "method", "POST",
                        "path", "/act_*/campaigns",
                        "action", "delay_after",
                        "delay_ms", delay.toMillis()));
    }

    private List<String> campaigns() {
        return cluster.sandbox().state().campaigns().stream()
                .map(campaign -> campaign.path("id").asText())
                .toList();
    }

    private static Predicate<Response> made() {
        return answer -> answer.statusCode() == 201;
    }

    private static Response create(ServiceProcess api) {
        return given().baseUri(api.url())
                .header("Authorization", "Bearer " + Cluster.ADMIN_KEY)
                .contentType(ContentType.JSON)
                .header("Idempotency-Key", "spring-2026")
                .body(Map.of("client_id", Cluster.CLIENT, "name", "Spring", "objective", "OUTCOME_TRAFFIC"))
                .post("/v1/campaigns");
    }
}
