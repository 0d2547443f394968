package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import blobs.BlobsConfig;
import blobs.Sweeper;
import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphConfig;
import intents.IntentTasks;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jobs.JobRepository;
import jobs.JobsConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** Retention, and the cleanup by background tasks. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class HousekeepingTest {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Duration A_LITTLE = Duration.ofMinutes(1);

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @Inject
    Sweeper sweeper;

    @Inject
    JobRepository jobRows;

    @Inject
    IntentTasks intents;

    @Inject
    BlobsConfig blobs;

    @Inject
    JobsConfig jobs;

    @Inject
    GraphConfig graph;

    private TestClient client;

    @BeforeEach
    void register() {
        SandboxControl.resetWithoutProcessing();
        client = clients.register();
    }

    @Test
    void keepsTheBlobsOfAFailedJobForARetryAndNoLonger() throws Exception {
        String jobId = failedJob();
        Path folder = blobs.dir().resolve("jobs").resolve(jobId);

        ended(jobId, blobs.retention().minus(A_LITTLE));
        sweep(folder);
        assertThat(folder.resolve("video.mp4")).exists();

        ended(jobId, blobs.retention().plus(A_LITTLE));
        sweep(folder);
        assertThat(folder).doesNotExist();
    }

    @Test
    void keepsFinishedJobsForTheirTimeAndNoLonger() throws SQLException {
        String jobId = failedJob();

        ended(jobId, jobs.retention().minus(A_LITTLE));
        jobRows.deleteFinished(jobs.retention());
        ServiceApi.job(jobId).then().statusCode(200);

        ended(jobId, jobs.retention().plus(A_LITTLE));
        jobRows.deleteFinished(jobs.retention());
        ServiceApi.job(jobId).then().statusCode(404);
    }

    /** Bytes that Meta has are not sent again, and the video is not created twice. */
    @Test
    void aRetryHasAllAttemptsAndResumesAtTheCheckpoint() {
        String jobId = failedJob();
        int windows = SandboxControl.calls(client, "POST", "advideos").size();

        given().post("/v1/jobs/" + jobId + "/retry").then().statusCode(202).body("attempts", equalTo(0));

        ServiceApi.awaitSuccess(jobId).then().body("attempts", equalTo(1));
        assertThat(SandboxControl.calls(client, "POST", "advideos")).hasSize(windows);
        assertThat(SandboxControl.objects("advideos", client)).hasSize(1);
    }

    /** The caller does not retry: a background task finds out the outcome. */
    @Test
    void settlesACreateWhoseCallerHasGivenUp() throws SQLException {
        SandboxControl.faults(
                "{'method':'POST','path':'/*/campaigns','action':'drop_after'}",
                "{'method':'GET','path':'/*/campaigns','times':10000,'action':'delay','delay_ms':60000}");
        ServiceApi.post("/v1/campaigns", ServiceApi.campaign(client)).then().statusCode(504);
        SandboxControl.endFaults();

        change("UPDATE intents SET updated_at = now() - interval '1 hour' WHERE client_id = ?", client.id());

        String made =
                SandboxControl.objects("campaigns", client).get(0).path("id").asText();
        await("the settled intent").atMost(LIMIT).until(() -> select(
                        "SELECT state || ' ' || object_id FROM intents WHERE client_id = ?", client.id())
                .equals("settled " + made));
    }

    /** Open intents, those of a job, and those with a possible duplicate are needed, however old they are. */
    @Test
    void keepsCreatesThatAreDecidedForTheirTimeAndNoLonger() throws SQLException {
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitSuccess(jobId);
        ServiceApi.campaignId(client);
        String campaign = "client_id = '" + client.id() + "' AND job_id IS NULL";

        age(campaign, graph.intentRetention().minus(A_LITTLE));
        assertThat(intents()).isEqualTo("2");
        change(
                "UPDATE intents SET surplus_check_at = now() + interval '1 day' WHERE " + campaign
                        + " AND client_id = ?",
                client.id());
        age("client_id = '" + client.id() + "'", graph.intentRetention().plus(A_LITTLE));
        assertThat(intents()).isEqualTo("2");

        change("UPDATE intents SET surplus_check_at = NULL WHERE " + campaign + " AND client_id = ?", client.id());
        intents.deleteSome();
        assertThat(intents()).isEqualTo("1");
        assertThat(select("SELECT job_id FROM intents WHERE client_id = ?", client.id()))
                .isEqualTo(jobId);
    }

    private void age(String which, Duration ago) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("UPDATE intents SET updated_at = now() - make_interval(secs => "
                                + ago.toSeconds() + ") WHERE " + which)) {
            assertThat(statement.executeUpdate()).isPositive();
        }
        intents.deleteSome();
    }

    private String intents() throws SQLException {
        return select("SELECT count(*) FROM intents WHERE client_id = ?", client.id());
    }

    /** A late object of an earlier holder, which Meta does not consider equal. */
    @Test
    void deletesADuplicateCreativeAndRecordsIt() throws SQLException {
        String jobId = ServiceApi.videoJob(client);
        String creativeId = ServiceApi.awaitSuccess(jobId).path("result.creative_id");
        JsonNode made = SandboxControl.objects("adcreatives", client).get(0);
        String label = select("SELECT label FROM intents WHERE job_id = ?::uuid", jobId);
        String late = given().header("Authorization", "Bearer a-token")
                .formParam("name", made.path("name").asText())
                .formParam(
                        "object_story_spec",
                        made.path("object_story_spec").toString().replace("/sale", "/late"))
                .formParam("adlabels", "[{\"name\":\"" + label + "\"}]")
                .post("/sandbox/v26.0/" + client.adAccountId() + "/adcreatives")
                .then()
                .statusCode(200)
                .extract()
                .path("id");
        assertThat(late).isNotEqualTo(creativeId);

        change("UPDATE intents SET surplus_check_at = now() WHERE job_id = ?::uuid", jobId);

        await("the deletion in the history").atMost(LIMIT).untilAsserted(() -> given().get(
                        "/v1/jobs/" + jobId + "/events")
                .then()
                .body(
                        "events.findAll { it.type == 'surplus_deleted' }.detail",
                        contains("The duplicate creative " + late + " of an earlier attempt was deleted.")));
        assertThat(SandboxControl.objects("adcreatives", client))
                .filteredOn(creative -> !creative.path("status").asText().equals("DELETED"))
                .extracting(creative -> creative.path("id").asText())
                .containsExactly(creativeId);
    }

    private String failedJob() {
        SandboxControl.faults("{'method':'POST','path':'/" + client.adAccountId()
                + "/adcreatives','action':'error','status':400,'error':{'code':100}}");
        String jobId = ServiceApi.videoJob(client);
        ServiceApi.awaitStatus(jobId, "failed");
        return jobId;
    }

    /** Runs the sweeper with an old folder. */
    private void sweep(Path folder) throws Exception {
        Files.setLastModifiedTime(
                folder, FileTime.from(Instant.now().minus(blobs.orphanAge()).minus(A_LITTLE)));
        String left = sweeper.sweep("{}", jobRows::needingBlobs);
        assertThat(folder).as("blobs after one run").isDirectory();
        sweeper.sweep(left, jobRows::needingBlobs);
    }

    private void ended(String jobId, Duration ago) throws SQLException {
        change(
                "UPDATE jobs SET finished_at = now() - make_interval(secs => " + ago.toSeconds()
                        + ") WHERE job_id = ?::uuid",
                jobId);
    }

    private void change(String sql, String value) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            assertThat(statement.executeUpdate()).isOne();
        }
    }

    private String select(String sql, String value) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, value);
            try (var rows = statement.executeQuery()) {
                return rows.next() ? String.valueOf(rows.getString(1)) : "";
            }
        }
    }
}
