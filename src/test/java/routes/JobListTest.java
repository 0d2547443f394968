package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import jakarta.inject.Inject;

/** Lists of jobs: filters, pages, and their history. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class JobListTest {

    @Inject
    TestClients clients;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    @Test
    void goesThroughAllPagesNewestFirst() {
        List<String> newestFirst = new ArrayList<>(jobs(5));
        Collections.reverse(newestFirst);
        String other = ServiceApi.videoJob(clients.register());

        List<String> found = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            Response page = list("limit", "2", "cursor", cursor);
            found.addAll(page.path("jobs.job_id"));
            cursor = page.path("next_cursor");
            pages++;
        } while (cursor != null);

        assertThat(found).isEqualTo(newestFirst);
        assertThat(pages).isEqualTo(3);
        newestFirst.forEach(ServiceApi::awaitSuccess);
        ServiceApi.awaitSuccess(other);
    }

    @Test
    void filtersByStatusAndTime() {
        List<String> jobs = jobs(2);
        jobs.forEach(ServiceApi::awaitSuccess);
        String firstCreatedAt = ServiceApi.job(jobs.get(1)).path("created_at");

        list("status", "succeeded").then().body("jobs.size()", equalTo(2), "next_cursor", nullValue());
        list("status", "failed").then().body("jobs.size()", equalTo(0));
        list("created_before", firstCreatedAt).then().body("jobs.job_id", equalTo(List.of(jobs.get(0))));
        list("created_after", firstCreatedAt).then().body("jobs.job_id", equalTo(List.of(jobs.get(1))));
    }

    @Test
    void refusesACursorThatItDidNotGiveOut() {
        list("cursor", "bm90LWEtY3Vyc29y")
                .then()
                .statusCode(400)
                .body("type", equalTo("/problems/invalid-request"), "errors[0].field", equalTo("cursor"));
    }

    @Test
    void tellsTheHistoryOfAJob() {
        String jobId = jobs(1).get(0);
        ServiceApi.awaitSuccess(jobId);

        List<String> types = given().get("/v1/jobs/" + jobId + "/events").path("events.type");

        assertThat(types).startsWith("accepted", "started").endsWith("succeeded");
        assertThat(types.stream().filter("step_finished"::equals)).hasSize(5);
    }

    private List<String> jobs(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ServiceApi.videoJob(client))
                .toList();
    }

    /** A list of this client's jobs; {@code filters} are names and values, null for none. */
    private Response list(String... filters) {
        var request = given().queryParam("client_id", client.id());
        for (int i = 0; i < filters.length; i += 2) {
            if (filters[i + 1] != null) {
                request = request.queryParam(filters[i], filters[i + 1]);
            }
        }
        return request.get("/v1/jobs");
    }
}
