package routes;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.TestClients.TestClient;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** The number of writes of a small job: updates of its row, and writing transactions. */
@QuarkusTest
@TestProfile(ShortWaits.class)
class JobCostTest {

    @Inject
    TestClients clients;

    @Inject
    MediaRows media;

    @Inject
    DataSource dataSource;

    @BeforeEach
    void noteUpdates() throws SQLException {
        run(
                "CREATE TABLE job_updates (job_id uuid, step text, status text, xid xid8 DEFAULT pg_current_xact_id())",
                "CREATE FUNCTION note_update() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO job_updates"
                        + " VALUES (new.job_id, new.step, new.status); RETURN NULL; END'",
                "CREATE TRIGGER note_update AFTER UPDATE ON jobs FOR EACH ROW EXECUTE FUNCTION note_update()");
    }

    @AfterEach
    void noteNoMore() throws SQLException {
        run("DROP TRIGGER note_update ON jobs", "DROP FUNCTION note_update", "DROP TABLE job_updates");
    }

    /**
     * Claim, session, window, and five steps, the last of which also ends the job. A renewal of the lease may be added,
     * or the mark of a slow worker's wake-up.
     */
    @Test
    void aSmallJobIsWrittenEightTimes() throws SQLException {
        SandboxControl.resetWithoutProcessing();
        TestClient client = clients.register();
        ServiceApi.awaitSuccess(ServiceApi.videoJob(client));

        long before = Long.parseLong(rows("SELECT pg_current_xact_id()").get(0));
        // Of another client, since this one's video is known by now.
        String jobId = ServiceApi.videoJob(clients.register());
        ServiceApi.awaitSuccess(jobId);
        long transactions = Long.parseLong(rows("SELECT pg_current_xact_id()").get(0)) - before - 1;

        List<String> updates = rows("SELECT coalesce(step, '-') || ' ' || status FROM job_updates WHERE job_id = '"
                + jobId + "' ORDER BY xid");
        assertThat(updates).as("updates of the row").hasSizeLessThanOrEqualTo(9);
        // Includes the insert, and the intent; other tasks of the process write too.
        assertThat(transactions).as("transactions that write").isLessThanOrEqualTo(15);
        assertThat(rows("SELECT type || ' ' || coalesce(step, '-') FROM job_events WHERE job_id = '" + jobId
                        + "' ORDER BY event_id"))
                .containsExactly(
                        "accepted -",
                        "started -",
                        "step_started upload_video",
                        "upload_started upload_video",
                        "step_finished upload_video",
                        "step_started await_processing",
                        "step_finished await_processing",
                        "step_started upload_thumbnail",
                        "step_finished upload_thumbnail",
                        "step_started create_creative",
                        "step_finished create_creative",
                        "step_started verify_creative",
                        "step_finished verify_creative",
                        "succeeded verify_creative");
    }

    /** Beside these, one statement reads the medium. Other tasks of the process write too. */
    @Test
    void anImageCreativeOfAMediumCostsNoMoreThanTwoCampaigns() throws SQLException {
        SandboxControl.resetWithoutProcessing();
        TestClient client = clients.register();
        String mediaId = media.picture(client);
        int number = 10;

        long start = transactions();
        for (int i = 0; i < number; i++) {
            keyed("/v1/campaigns", ServiceApi.campaign(client), client.id() + "campaign" + i);
        }
        long campaigns = transactions() - start;
        start = transactions();
        for (int i = 0; i < number; i++) {
            keyed(
                    "/v1/creatives/image",
                    ServiceApi.body(
                            client,
                            "name",
                            "Coffee " + i,
                            "link",
                            "https://example.com/" + i,
                            "media",
                            Map.of("media_id", mediaId)),
                    client.id() + "creative" + i);
        }
        long creatives = transactions() - start;

        assertThat(creatives).as("campaigns: " + campaigns).isLessThanOrEqualTo(2 * campaigns);
    }

    private static void keyed(String path, Map<String, Object> body, String key) {
        given().contentType("application/json")
                .header("Idempotency-Key", key)
                .body(body)
                .post(path)
                .then()
                .statusCode(201);
    }

    private long transactions() throws SQLException {
        return Long.parseLong(rows("SELECT pg_current_xact_id()").get(0));
    }

    private void run(String... statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private List<String> rows(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }
}
