package jobs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import local.SqlFile;
import local.TestPostgres;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import settings.SchemaMigration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The statements about jobs with a long backlog. The cost of a statement is the number of pages it reads, which does
 * not depend on the machine; the limits are far below the pages of the backlog.
 */
@TestInstance(Lifecycle.PER_CLASS)
class JobStatementsTest {

    private static final int BACKLOG = 20_000;
    private static final int CLIENTS = 200;
    private static final int BATCH = 500;
    private static final int MOST_COUNTED = 5000;
    private static final String INCARNATION = "5d0c7f5e-0000-4000-8000-000000000000";
    private static final double LEASE_SECONDS = 10;

    private final ObjectMapper mapper = new ObjectMapper();
    private final TestPostgres postgres = TestPostgres.start();
    private Connection connection;

    @BeforeAll
    void migrate() throws SQLException {
        FluentConfiguration flyway =
                Flyway.configure().dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password());
        new SchemaMigration().customize(flyway);
        flyway.load().migrate();
        connection = DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        postgres.close();
    }

    @BeforeEach
    void clear() throws SQLException {
        execute("SET plan_cache_mode = auto", "TRUNCATE clients CASCADE");
    }

    /**
     * A backlog whose wake-ups are all in the stream. The generic plan for all parameter values must be sufficient too.
     */
    @ParameterizedTest
    @CsvSource({"1, force_custom_plan", "200, force_custom_plan", "1, force_generic_plan", "200, force_generic_plan"})
    void costNoMoreForALongBacklog(int clients, String plans) throws Exception {
        backlog(clients);
        execute("SET plan_cache_mode = " + plans);

        assertThat(pages("take-wakeups-due", wakeUps(INCARNATION, null)))
                .as("pages to find that no wake-up is missing")
                .isLessThan(40);
        assertThat(pages("claim-next-job", claim("")))
                .as("pages to claim a job")
                .isLessThan(250);
        assertThat(pages("claim-next-job", claim("client-150")))
                .as("pages to claim a job in the middle of a round")
                .isLessThan(250);
        assertThat(pages("count-backlog", Map.of("limit", MOST_COUNTED)))
                .as("pages to count the backlog")
                .isLessThan(300);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void listJobsOfAnyFilterFromTheirIndexes(String plans) throws Exception {
        backlog(CLIENTS);
        execute("SET plan_cache_mode = " + plans);
        for (String client : new String[] {null, "client-7"}) {
            for (String status : new String[] {null, "queued", "cancelled", "succeeded"}) {
                for (boolean deep : new boolean[] {false, true}) {
                    Map<String, Object> filters = new HashMap<>();
                    filters.put("client_id", client);
                    filters.put("status", status);
                    filters.put("created_after", deep ? "2020-01-01T00:00:00Z" : null);
                    filters.put("created_before", deep ? "2035-01-01T00:00:00Z" : null);
                    filters.put("cursor_created_at", deep ? value("SELECT min(created_at) FROM jobs") : null);
                    filters.put("cursor_job_id", deep ? "ffffffff-ffff-4fff-bfff-ffffffffffff" : null);
                    filters.put("limit", 51);

                    assertThat(pages("select-jobs", filters))
                            .as("pages to list jobs of %s with status %s, deep in the list: %s", client, status, deep)
                            .isLessThan(200);
                }
            }
        }
    }

    /** The query of a thousand followers reads their jobs and events, not the whole history. */
    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void followJobsByTheirIndexes(String plans) throws Exception {
        backlog(CLIENTS);
        execute(
                "INSERT INTO job_events (job_id, type, attempt)"
                        + " SELECT job_id, 'started', 1 FROM jobs, generate_series(1, 5)",
                "ANALYZE job_events",
                "SET plan_cache_mode = " + plans);
        List<String> jobs = rows("SELECT job_id FROM jobs LIMIT 100");
        Map<String, Object> followers = new HashMap<>();
        followers.put("job_ids", "{" + String.join(",", jobs) + "}");
        followers.put("after", jobs.stream().map(job -> "9000000000").collect(joining(",", "{", "}")));
        followers.put("key_ids", jobs.stream().map(job -> "NULL").collect(joining(",", "{", "}")));
        followers.put("limit", 100);

        assertThat(pages("follow-jobs", followers))
                .as("pages to see that 100 jobs have not changed")
                .isLessThan(1000);
        assertThat(run("follow-jobs", followers)).isEmpty();
    }

    @Test
    void countsUpToALimitAndExactlyBelowIt() throws Exception {
        backlog(CLIENTS);
        JsonNode counted = mapper.readTree(one("count-backlog", Map.of("limit", MOST_COUNTED)));
        assertThat(counted.path("due").asInt()).isEqualTo(MOST_COUNTED);
        assertThat(counted.at("/jobs/0/jobs").asInt()).isEqualTo(MOST_COUNTED);
        assertThat(counted.path("oldest_due_seconds").asDouble()).isGreaterThan(3600);

        execute("DELETE FROM jobs WHERE job_id NOT IN (SELECT job_id FROM jobs LIMIT 5)");
        one("claim-next-job", claim(""));
        execute("UPDATE jobs SET status = 'running', waiting_for = 'processing', due_at = now() + interval '1 minute'"
                + " WHERE job_id = (SELECT job_id FROM jobs WHERE worker IS NULL LIMIT 1)");
        JsonNode counts = mapper.readTree(one("count-backlog", Map.of("limit", MOST_COUNTED)));
        assertThat(counts.path("due").asInt()).isEqualTo(3);
        assertThat(counts.path("jobs"))
                .extracting(kind -> kind.path("status").asText() + " "
                        + kind.path("waiting_for").asText() + " "
                        + kind.path("jobs").asInt())
                .containsExactlyInAnyOrder("queued nothing 3", "running nothing 1", "running processing 1");
    }

    @Test
    void anEmptyBacklogCountsNothing() throws Exception {
        JsonNode counts = mapper.readTree(one("count-backlog", Map.of("limit", MOST_COUNTED)));

        assertThat(counts.path("jobs")).isEmpty();
        assertThat(counts.path("due").asInt(-1)).isZero();
        assertThat(counts.path("oldest_due_seconds").asDouble(-1)).isZero();
    }

    /** Redis lost its data: all wake-ups are pushed again, once and in batches. */
    @ParameterizedTest
    @ValueSource(strings = {"00000000-0000-4000-8000-000000000000", "ffffffff-0000-4000-8000-000000000000"})
    void wakeTheWholeBacklogOnceForAnotherIncarnation(String incarnation) throws Exception {
        jobs(4 * BATCH, CLIENTS);

        assertThat(wokenOnce(incarnation, null)).isEqualTo(4 * BATCH);
        assertThat(value("SELECT count(*) FROM jobs WHERE woken_in = '" + incarnation + "' AND waking_until IS NULL"))
                .isEqualTo(String.valueOf(4 * BATCH));
    }

    /** The stream is empty, although rows have wake-ups in it; those pushed just now are excluded. */
    @Test
    void wakeWhatAnEmptyStreamHasLost() throws Exception {
        jobs(2 * BATCH, CLIENTS);
        execute("UPDATE jobs SET woken_at = now() WHERE client_id = 'client-3'");

        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null))).isEmpty();
        assertThat(wokenOnce(INCARNATION, 3.0)).isEqualTo(2 * BATCH - 2 * BATCH / CLIENTS);
    }

    /** Pushes and confirms in batches, like the relay. Returns their number, and fails if one is pushed twice. */
    private int wokenOnce(String incarnation, Double lostSeconds) throws SQLException {
        List<String> woken = new ArrayList<>();
        List<String> batch;
        do {
            batch = run("take-wakeups-due", wakeUps(incarnation, lostSeconds));
            assertThat(batch).as("one batch").hasSizeLessThanOrEqualTo(BATCH);
            woken.addAll(batch);
            markWoken(batch, incarnation, 1);
        } while (!batch.isEmpty());
        assertThat(woken).doesNotHaveDuplicates();
        return woken.size();
    }

    @Test
    void wakeANewJobAWaitThatIsOverAndAJobWhoseWorkerDied() throws Exception {
        jobs(4, 1);
        execute("UPDATE jobs SET woken_in = NULL, woken_at = NULL, due_at = now() + interval '1 hour'");
        List<String> ids = rows("SELECT job_id FROM jobs ORDER BY job_id");
        execute(
                "UPDATE jobs SET due_at = now() WHERE job_id = '" + ids.get(0) + "'",
                "UPDATE jobs SET due_at = now(), status = 'running' WHERE job_id = '" + ids.get(1) + "'",
                "UPDATE jobs SET status = 'running', worker = 'dead', lease_until = now() - interval '1 second'"
                        + " WHERE job_id = '" + ids.get(2) + "'");

        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null)))
                .containsExactlyInAnyOrderElementsOf(ids.subList(0, 3));
        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null)))
                .as("while they are pushed")
                .isEmpty();
    }

    /** Its pusher died between push and mark, or before the push. */
    @Test
    void wakeAgainWhatWasPushedAndNotMarked() throws Exception {
        jobs(2, 1);
        execute("UPDATE jobs SET woken_in = NULL, woken_at = NULL");
        List<String> taken = run("take-wakeups-due", wakeUps(INCARNATION, null));
        execute("UPDATE jobs SET waking_until = waking_until - interval '5 seconds'");

        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null)))
                .hasSize(2)
                .hasSameElementsAs(taken);

        markWoken(taken, INCARNATION, 1);
        execute("UPDATE jobs SET waking_until = waking_until - interval '5 seconds'");
        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null)))
                .as("once it is marked")
                .isEmpty();
    }

    /** A late mark must not count for the next wake-up that the job needs. */
    @Test
    void aMarkThatComesAfterTheClaimMarksNothing() throws Exception {
        jobs(1, 1);
        execute("UPDATE jobs SET woken_in = NULL, woken_at = NULL");
        List<String> taken = run("take-wakeups-due", wakeUps(INCARNATION, null));
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));

        markWoken(taken, INCARNATION, 1);
        one("release-job", release(claimed));

        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null))).isEqualTo(taken);
    }

    /** The process that parked the job died before it pushed its wake-up. */
    @Test
    void aLateMarkDoesNotStandForTheWakeUpOfAJobThatIsParkedAgain() throws Exception {
        jobs(1, 1);
        execute("UPDATE jobs SET woken_in = NULL, woken_at = NULL");
        List<String> taken = run("take-wakeups-due", wakeUps(INCARNATION, null));
        Map<String, Object> wait = release(mapper.readTree(one("claim-next-job", claim(""))));
        wait.put("wakes", true);
        wait.put("due_in_seconds", 1.0);
        one("release-job", wait);

        markWoken(taken, INCARNATION, 2);

        String due = "UPDATE jobs SET due_at = due_at - interval '%1$s', waking_until = waking_until - interval '%1$s'";
        execute(due.formatted("1 second"));
        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null)))
                .as("while it is left to the process that parked it")
                .isEmpty();
        execute(due.formatted("5 seconds"));
        assertThat(run("take-wakeups-due", wakeUps(INCARNATION, null))).isEqualTo(taken);

        execute("UPDATE jobs SET claimed_at = now() - interval '1 minute'");
        markWoken(taken, INCARNATION, 2);
        assertThat(value("SELECT woken_in FROM jobs")).as("pushed since").isEqualTo(INCARNATION);
    }

    private void markWoken(List<String> jobs, String incarnation, double pushedSeconds) throws SQLException {
        run(
                "mark-woken",
                Map.of(
                        "job_ids",
                        "{" + String.join(",", jobs) + "}",
                        "incarnation",
                        incarnation,
                        "pushed_seconds",
                        pushedSeconds));
    }

    @Test
    void clientsTakeTurnsAndTheOneWithTheFewestJobsUnderWayComesFirst() throws Exception {
        jobs(30, 3);

        List<String> served = new ArrayList<>();
        String last = "client-2";
        for (int i = 0; i < 7; i++) {
            last = client(one("claim-next-job", claim(last)));
            served.add(last);
        }

        assertThat(served)
                .containsExactly("client-3", "client-1", "client-2", "client-3", "client-1", "client-2", "client-3");
        execute("UPDATE jobs SET lease_until = NULL, worker = NULL, due_at = now() + interval '1 hour'"
                + " WHERE client_id = 'client-2' AND worker IS NOT NULL");
        assertThat(client(one("claim-next-job", claim("client-2"))))
                .as("the client without a job under way")
                .isEqualTo("client-2");
    }

    /** It was running: ten thousand jobs of other clients do not delay it. */
    @Test
    void aJobWhoseLeaseRanOutComesFirst() throws Exception {
        jobs(20, 2);
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("client-1")));
        execute("UPDATE jobs SET lease_until = now() - interval '1 second' WHERE worker IS NOT NULL");

        JsonNode again = mapper.readTree(one("claim-next-job", claim("client-2")));

        assertThat(again.path("job_id")).isEqualTo(claimed.path("job_id"));
        assertThat(again.path("crashes").asInt()).isEqualTo(1);
        assertThat(again.path("attempts").asInt()).isEqualTo(1);
    }

    @Test
    void aLockedJobIsPassedOverAndNotTakenForNothing() throws Exception {
        jobs(2, 1);
        try (Connection other =
                DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
            other.setAutoCommit(false);
            SqlFile.named("claim-next-job").run(other, claim(""));

            String second = one("claim-next-job", claim(""));
            assertThat(client(second)).isEqualTo("client-1");
            assertThat(one("claim-next-job", claim(""))).isEqualTo("locked");
            other.commit();
        }
        assertThat(run("claim-next-job", claim(""))).as("nothing is due").isEmpty();
    }

    /** Concurrent processes, a late run, and a time without processes. */
    @Test
    void aScheduledTaskRunsOncePerIntervalOverAllProcesses() throws Exception {
        execute("TRUNCATE duties");
        assertThat(takenByEightProcesses()).as("the first run").containsExactly("{}");
        assertThat(takenByEightProcesses()).as("within the interval").isEmpty();
        run("keep-task-state", Map.of("task", "a-task", "state", "{\"after\": 7}"));

        execute("UPDATE duties SET until = now() - interval '1 second'");
        String due = value("SELECT until FROM duties");
        assertThat(takenByEightProcesses()).as("the second run").containsExactly("{\"after\": 7}");
        assertThat(value("SELECT until = timestamptz '" + due + "' + interval '1 minute' FROM duties"))
                .as("the time of the next run does not move with a late one")
                .isEqualTo("t");

        execute("UPDATE duties SET until = now() - interval '1 day'");
        assertThat(takenByEightProcesses()).as("the run after a day").hasSize(1);
        assertThat(takenByEightProcesses()).as("runs that were missed").isEmpty();
        assertThat(
                        value(
                                "SELECT until BETWEEN now() + interval '50 seconds' AND now() + interval '1 minute' FROM duties"))
                .isEqualTo("t");
    }

    private List<String> takenByEightProcesses() {
        return IntStream.range(0, 8)
                .mapToObj(process -> CompletableFuture.supplyAsync(() -> {
                    try (Connection own =
                            DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password())) {
                        return SqlFile.named("take-scheduled-task")
                                .run(own, Map.of("task", "a-task", "interval_seconds", 60.0));
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .flatMap(List::stream)
                .toList();
    }

    /** Otherwise the events of a job could become visible in another order than their ids. */
    @Test
    void everyStatementThatWritesAnEventHoldsItsJob() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/queries"))) {
            List<Path> writers = files.filter(file -> text(file).contains("INSERT INTO job_events"))
                    .toList();

            assertThat(writers).hasSizeGreaterThan(8).allSatisfy(file -> assertThat(text(file))
                    .containsAnyOf("UPDATE jobs", "INSERT INTO jobs ", "FOR NO KEY UPDATE"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Most writes are such updates, and a large table has many indexes. */
    @Test
    void updatesOfARunningJobTouchNoIndex() throws Exception {
        jobs(50, 10);
        List<Map<String, Object>> holders = new ArrayList<>();
        for (int job = 0; job < 20; job++) {
            JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));
            Map<String, Object> holder = new HashMap<>();
            holder.put("job_id", claimed.path("job_id").asText());
            holder.put("fence", claimed.path("fence").asLong());
            holder.put("worker", "a-worker");
            holder.put("job_ids", "{" + claimed.path("job_id").asText() + "}");
            holder.put("lease_seconds", LEASE_SECONDS);
            holder.put("step", "upload_video");
            holder.put("forgotten", "{}");
            holder.put("looks", false);
            holders.add(holder);
        }
        long before = updates("n_tup_upd");
        long hotBefore = updates("n_tup_hot_upd");

        for (long window = 0; window < 10; window++) {
            for (Map<String, Object> holder : holders) {
                holder.put("checkpoint", "{\"offset\":" + window + "}");
                holder.put("bytes_sent", window);
                run("renew-leases", holder);
                run("prove-lease", holder);
                run("checkpoint-job", holder);
            }
        }

        long updates = updates("n_tup_upd") - before;
        assertThat(updates).isEqualTo(600);
        assertThat(updates("n_tup_hot_upd") - hotBefore)
                .as("updates without an index")
                .isGreaterThanOrEqualTo(updates * 9 / 10);
    }

    private long updates(String counter) throws SQLException {
        rows("SELECT pg_stat_force_next_flush()");
        return number("SELECT " + counter + " FROM pg_stat_user_tables WHERE relname = 'jobs'");
    }

    private void backlog(int clients) throws SQLException {
        jobs(BACKLOG, clients);
    }

    /** Due jobs with wake-ups in the stream, clients in turn. */
    private void jobs(int count, int clients) throws SQLException {
        execute(
                "INSERT INTO clients (client_id, ad_account_id, page_id, token_ref)"
                        + " SELECT 'client-' || i, 'act_' || i, '1', 'ENV:TOKEN' FROM generate_series(1, " + clients
                        + ") i",
                "INSERT INTO jobs (job_id, client_id, type, ad_account_id, page_id, input_json, woken_in, woken_at,"
                        + " due_at, created_at) SELECT gen_random_uuid(), 'client-' || (1 + i % " + clients
                        + "), 'video_creative', 'act_1', '1', '{\"name\":\"A video\"}', '" + INCARNATION
                        + "', now() - interval '1 hour', at, at FROM generate_series(1, " + count
                        + ") i CROSS JOIN LATERAL (SELECT now() - interval '2 hours' + i * interval '1 ms' AS at) t",
                "VACUUM ANALYZE");
    }

    @Test
    void aClaimBeginsTheFirstStepAndACheckpointTheNextOne() throws Exception {
        jobs(1, 1);
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));
        Map<String, Object> progress = new HashMap<>(holder(claimed));
        progress.put("step", "upload_video");
        progress.put("next_step", "await_processing");
        progress.put("event", "step_finished");
        progress.put("checkpoint", "{\"last_step\": \"upload_video\"}");

        JsonNode next = mapper.readTree(one("checkpoint-job", progress));

        assertThat(claimed.path("step").asText()).isEqualTo("upload_video");
        assertThat(next.path("step").asText()).isEqualTo("await_processing");
        assertThat(events())
                .containsExactly(
                        "started -",
                        "step_started upload_video",
                        "step_finished upload_video",
                        "step_started await_processing");
    }

    /**
     * The write that settles an intent is also the checkpoint of the holder's step, and opening it proves the lease.
     */
    @Test
    void theHolderOfAJobIsProvedWithItsIntentAndCheckpointedWithItsObject() throws Exception {
        jobs(1, 1);
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));
        Map<String, Object> intent = intent(claimed);

        JsonNode opened = mapper.readTree(one("open-intent", intent));
        one("settle-intent", intent);

        assertThat(opened.path("lease_left").asDouble()).isBetween(LEASE_SECONDS - 1, LEASE_SECONDS);
        assertThat(value(
                        "SELECT step || ' ' || (checkpoint_json ->> 'last_step') || ' ' || (result_json ->> 'creative_id')"
                                + " FROM jobs"))
                .isEqualTo("verify_creative create_creative 12");
        assertThat(events())
                .containsExactly(
                        "started -",
                        "step_started upload_video",
                        "step_finished create_creative",
                        "step_started verify_creative");
    }

    /** A worker was paused, and another one has claimed its job: the job gets the object, but no other change. */
    @Test
    void anEarlierHolderSettlesItsIntentAndCheckpointsNothing() throws Exception {
        jobs(1, 1);
        Map<String, Object> intent = intent(mapper.readTree(one("claim-next-job", claim(""))));
        execute("UPDATE jobs SET lease_until = now() - interval '1 second'");
        one("claim-next-job", claim(""));

        JsonNode opened = mapper.readTree(one("open-intent", intent));
        one("settle-intent", intent);

        assertThat(opened.path("lease_left").isNull()).isTrue();
        assertThat(value("SELECT step || ' ' || checkpoint_json || ' ' || (result_json ->> 'creative_id') FROM jobs"))
                .isEqualTo("upload_video {} 12");
        assertThat(events()).containsExactly("started -", "step_started upload_video", "taken_over upload_video");
    }

    @Test
    void aJobThatIsToBeCancelledHasNoLeaseLeft() throws Exception {
        jobs(1, 1);
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));
        run("cancel-job", Map.of("job_id", claimed.path("job_id").asText()));

        JsonNode opened = mapper.readTree(one("open-intent", intent(claimed)));

        assertThat(opened.path("lease_left").asDouble(-1)).isZero();
    }

    private static Map<String, Object> intent(JsonNode claimed) {
        Map<String, Object> intent = new HashMap<>();
        intent.put("intent_key", "a-key");
        intent.put("kind", "creative");
        intent.put("client_id", claimed.path("client_id").asText());
        intent.put("job_id", claimed.path("job_id").asText());
        intent.put("ad_account_id", "act_1");
        intent.put("name", "Film");
        intent.put("labels", "{a-label}");
        intent.put("settle_seconds", 3.0);
        intent.put("object_id", "12");
        intent.put("fence", claimed.path("fence").asLong());
        intent.put("step", "create_creative");
        intent.put("next_step", "verify_creative");
        intent.put("lease_seconds", LEASE_SECONDS);
        return intent;
    }

    /** A poll of a video in processing writes no event of its own. */
    @Test
    void theEndOfALookAndOfTheLastStepComeBeforeTheJobsEnd() throws Exception {
        jobs(1, 1);
        execute("UPDATE jobs SET status = 'running', waiting_for = 'processing', step = 'verify_creative'");
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));
        Map<String, Object> end = new HashMap<>(holder(claimed));
        end.put("looks", true);
        end.put("status", "succeeded");
        end.put("checkpoint", "{\"last_step\": \"verify_creative\"}");
        end.put("result", "{\"verified\": true}");
        end.put("event", "step_finished");

        JsonNode finished = mapper.readTree(one("finish-job", end));

        assertThat(finished.at("/result_json/verified").asBoolean()).isTrue();
        assertThat(finished.at("/checkpoint_json/last_step").asText()).isEqualTo("verify_creative");
        assertThat(events())
                .containsExactly(
                        "resumed verify_creative", "step_finished verify_creative", "succeeded verify_creative");
    }

    /** A worker was paused, and its job was claimed by another one or released. */
    @ParameterizedTest
    @ValueSource(strings = {"checkpoint-job", "release-job", "finish-job", "prove-lease"})
    void anEarlierHolderWritesNothing(String statement) throws Exception {
        jobs(1, 1);
        JsonNode claimed = mapper.readTree(one("claim-next-job", claim("")));
        execute("UPDATE jobs SET lease_until = now() - interval '1 second'");
        JsonNode again = mapper.readTree(one("claim-next-job", claim("")));
        assertWritesNothing(statement, claimed);

        one("release-job", release(again));
        assertWritesNothing(statement, again);
    }

    private void assertWritesNothing(String statement, JsonNode claimed) throws SQLException {
        String before = value("SELECT to_jsonb(jobs) FROM jobs");
        List<String> eventsBefore = events();
        Map<String, Object> write = release(claimed);
        write.put("step", "upload_video");
        write.put("checkpoint", "{\"last_step\": \"upload_video\"}");
        write.put("result", "{\"video_id\": \"12\"}");
        write.put("next_step", "await_processing");

        assertThat(run(statement, write)).isEmpty();

        assertThat(value("SELECT to_jsonb(jobs) FROM jobs")).isEqualTo(before);
        assertThat(events()).isEqualTo(eventsBefore);
    }

    private Map<String, Object> release(JsonNode claimed) {
        Map<String, Object> release = holder(claimed);
        release.put("status", "running");
        release.put("waiting_for", null);
        release.put("due_in_seconds", 0.0);
        release.put("event", "waiting");
        release.put("wakes", false);
        return release;
    }

    private Map<String, Object> holder(JsonNode claimed) {
        Map<String, Object> holder = new HashMap<>();
        for (String parameter :
                List.of("next_step", "checkpoint", "result", "bytes_sent", "event", "detail", "error", "error_text")) {
            holder.put(parameter, null);
        }
        holder.put("job_id", claimed.path("job_id").asText());
        holder.put("fence", claimed.path("fence").asLong());
        holder.put("worker", "a-worker");
        holder.put("lease_seconds", LEASE_SECONDS);
        holder.put("forgotten", "{}");
        holder.put("looks", false);
        return holder;
    }

    private List<String> events() throws SQLException {
        return rows("SELECT type || ' ' || coalesce(step, '-') FROM job_events ORDER BY event_id");
    }

    private static Map<String, Object> wakeUps(String incarnation, Double lostSeconds) {
        Map<String, Object> row = new HashMap<>();
        row.put("incarnation", incarnation);
        row.put("lost_seconds", lostSeconds);
        return row;
    }

    private static Map<String, Object> claim(String servedLast) {
        return Map.of(
                "worker",
                "a-worker",
                "lease_seconds",
                LEASE_SECONDS,
                "served_last",
                servedLast,
                "first_steps",
                "{\"video_creative\": \"upload_video\"}");
    }

    private String client(String row) throws JsonProcessingException {
        return mapper.readTree(row).path("client_id").asText();
    }

    private String one(String statement, Map<String, ?> values) throws SQLException {
        List<String> rows = run(statement, values);
        assertThat(rows).as(statement).hasSize(1);
        return rows.get(0);
    }

    private List<String> run(String statement, Map<String, ?> values) throws SQLException {
        return SqlFile.named(statement).run(connection, values);
    }

    private int pages(String statement, Map<String, ?> values) throws Exception {
        JsonNode plan = mapper.readTree(SqlFile.named(statement).explain(connection, values))
                .at("/0/Plan");
        return plan.path("Shared Hit Blocks").asInt()
                + plan.path("Shared Read Blocks").asInt();
    }

    private long number(String sql) throws SQLException {
        return Long.parseLong(value(sql));
    }

    private String value(String sql) throws SQLException {
        return rows(sql).get(0);
    }

    private List<String> rows(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(result.getString(1));
            }
            return rows;
        }
    }

    private void execute(String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
