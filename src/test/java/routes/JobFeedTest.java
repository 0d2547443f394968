package routes;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.lessThanOrEqualTo;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import local.SqlFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import routes.TestClients.TestClient;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import jakarta.inject.Inject;

/** The cost of many followers without news, and that all of them receive news. */
@QuarkusTest
@TestProfile(JobFeedTest.AnApiAlone.class)
@Timeout(120)
class JobFeedTest {

    /** A process without other work, with default limits and intervals. */
    public static class AnApiAlone extends ShortWaits {
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> config = super.getConfigOverrides();
            config.put("role.worker", "false");
            config.put("creative.api.connections.max-watchers", String.valueOf(WAITS));
            config.put("creative.api.connections.max-event-streams", String.valueOf(STREAMS));
            config.put("creative.jobs.watch-interval", "250ms");
            config.put("creative.observability.backlog-interval", "1h");
            config.put("creative.graph.intent-interval", "1h");
            return config;
        }
    }

    private static final int STREAMS = 1000;
    private static final int WAITS = 150;
    private static final int JOBS = 100;
    /** An idle session of PostgreSQL reports its transactions after 10 s. */
    private static final Duration SETTLING = Duration.ofSeconds(11);

    private static final Duration MEASURED = Duration.ofSeconds(10);
    private static final int MOST_TRANSACTIONS_PER_SECOND = 5;

    @Inject
    TestClients clients;

    @Inject
    DataSource dataSource;

    @TestHTTPResource
    URI service;

    private final List<Socket> sockets = new ArrayList<>();

    @Test
    void aThousandFollowersCostFewTransactionsAndMissNothing() throws Exception {
        List<String> jobs = runningJobs();
        try {
            for (int i = 0; i < STREAMS; i++) {
                open("/v1/jobs/" + jobs.get(i % JOBS) + "/events", "text/event-stream");
            }
            for (Socket stream : sockets) {
                assertThat(readUntil(stream, "event: started")).startsWith("HTTP/1.1 200");
            }
            List<Socket> streams = List.copyOf(sockets);
            for (int i = 0; i < WAITS; i++) {
                open("/v1/jobs/" + jobs.get(i % JOBS) + "?wait=30s", "application/json");
            }
            List<Socket> waits = sockets.subList(STREAMS, STREAMS + WAITS);
            long before = await("the count of what was done so far")
                    .pollDelay(SETTLING)
                    .atMost(SETTLING.multipliedBy(2))
                    .until(this::transactions, count -> count > 0);
            long most = before + MOST_TRANSACTIONS_PER_SECOND * MEASURED.toSeconds();
            // The count only grows: once it is above this, no later query finds less.
            await("few transactions")
                    .pollDelay(MEASURED)
                    .pollInterval(MEASURED)
                    .atMost(MEASURED.multipliedBy(2))
                    .until(this::transactions, lessThanOrEqualTo(most));

            for (String job : jobs) {
                change("UPDATE jobs SET step = 'upload_video' WHERE job_id = ?::uuid", job);
                note(job);
            }
            for (Socket stream : streams) {
                assertThat(readUntil(stream, "event: step_done")).doesNotContain("event: accepted");
            }
            for (Socket wait : waits) {
                assertThat(readUntil(wait, "\"step\":\"upload_video\"")).startsWith("HTTP/1.1 200");
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void open(String path, String accept) throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(20_000);
        sockets.add(socket);
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: here\r\nAccept: " + accept + "\r\n\r\n")
                        .getBytes(ISO_8859_1));
    }

    private static String readUntil(Socket socket, String end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder text = new StringBuilder();
        byte[] some = new byte[4096];
        while (text.indexOf(end) < 0) {
            int length = in.read(some);
            if (length < 0) {
                throw new IOException("The connection has ended with " + text);
            }
            text.append(new String(some, 0, length, ISO_8859_1));
        }
        return text.toString();
    }

    /** Jobs that look as if a worker were running them. */
    private List<String> runningJobs() throws SQLException {
        TestClient client = clients.register();
        List<String> jobs = new ArrayList<>();
        for (int i = 0; i < JOBS; i++) {
            String job = UUID.randomUUID().toString();
            change(
                    "INSERT INTO jobs (job_id, client_id, type, status, ad_account_id, page_id, input_json, due_at)"
                            + " VALUES (?::uuid, '" + client.id() + "', 'video_creative', 'running', '"
                            + client.adAccountId() + "', '" + client.pageId() + "', '{}', now() + interval '1 hour')",
                    job);
            change(
                    "INSERT INTO job_events (job_id, type, attempt)"
                            + " SELECT ?::uuid, type, 1 FROM unnest('{accepted,started}'::text[]) type",
                    job);
            jobs.add(job);
        }
        return jobs;
    }

    private void note(String job) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            SqlFile.named("note-job-event")
                    .run(connection, Map.of("job_id", job, "event", "step_done", "detail", "a test"));
        }
    }

    private void change(String sql, String job) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, job);
            assertThat(statement.executeUpdate()).isPositive();
        }
    }

    private long transactions() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT xact_commit + xact_rollback FROM pg_stat_database WHERE datname = current_database()");
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
