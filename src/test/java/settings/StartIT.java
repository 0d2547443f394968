package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import local.ServiceProcess;
import local.TestPostgres;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The start of the packaged service, and settings with which it does not start. */
class StartIT {
    private static final Duration EXIT_LIMIT = Duration.ofSeconds(60);
    private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [0-9]{3} [^\\r\\n]*");
    private static final Duration PORT_LIMIT = Duration.ofSeconds(10);

    @Test
    void aSandboxAloneStartsWithoutDatabases() {
        try (ServiceProcess sandbox =
                ServiceProcess.named("sandbox-alone").env("ROLES", "sandbox").start()) {
            sandbox.awaitReady();

            assertThat(sandbox.log()).doesNotContain("WARN", "ERROR");
        }
    }

    @Test
    void theStartScriptStartsTheSameService() {
        try (ServiceProcess sandbox = ServiceProcess.named("by-script")
                .byScript()
                .env("ROLES", "sandbox")
                .start()) {
            sandbox.awaitReady();

            assertThat(sandbox.log()).startsWith("{").doesNotContain("WARN", "ERROR", "routes");
        }
    }

    @Test
    void healthAndMetricsMoveToTheManagementPort() throws IOException {
        int managementPort = freePort();
        try (ServiceProcess sandbox = ServiceProcess.named("management-port")
                .env("ROLES", "sandbox")
                .env("MANAGEMENT_PORT", String.valueOf(managementPort))
                .start()) {
            sandbox.awaitReady(managementPort);

            // The two ports are opened one after the other.
            await("the API's port").atMost(PORT_LIMIT).until(() -> sandbox.status("/q/health/ready") == 404);
            assertThat(sandbox.status("/q/metrics")).isEqualTo(404);
            assertThat(sandbox.status(managementPort, "/q/metrics")).isEqualTo(200);
            assertThat(sandbox.status("/docs/")).isEqualTo(200);
            assertThat(sandbox.status(managementPort, "/docs/")).isEqualTo(404);

            assertThat(sandbox.status(managementPort, "//q/health/live"))
                    .as("as the main port answers //docs/")
                    .isEqualTo(sandbox.status("//docs/"))
                    .isEqualTo(200);
            for (int port : new int[] {managementPort, sandbox.port()}) {
                assertThat(statusLines(port, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"))
                        .as("HTTP/2 without TLS")
                        .singleElement()
                        .asString()
                        .contains(" 400 ");
                assertThat(statusLines(
                                port,
                                "GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n"
                                        + "HTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n"
                                        + "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                        .as("an upgrade to HTTP/2")
                        .hasSize(2)
                        .noneMatch(line -> line.contains(" 101 "));
                assertThat(statusLines(
                                port,
                                "GET /q/health/live HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n"
                                        + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /q/health/live HTTP/1.1\r\n"
                                        + "Host: x\r\n\r\n"))
                        .as("an ambiguous request")
                        .singleElement()
                        .asString()
                        .contains(" 400 ");
            }
        }
    }

    private static List<String> statusLines(int port, String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout((int) PORT_LIMIT.toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            // A body has no final line break, so the next answer starts in the middle of a line.
            return STATUS_LINE
                    .matcher(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .results()
                    .map(MatchResult::group)
                    .toList();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ROLES,         wroker,                ROLES is 'wroker'",
        "ROLES,         '',                    ROLES is empty",
        "ROLES,         api,                   DATABASE_URL is not set",
        "DATABASE_URL,  mysql://a:secret@b/c,  DATABASE_URL is malformed",
        "DATABASE_URL,  '',                    DATABASE_URL is not set",
        "ADMIN_API_KEY, easy-secret,           ADMIN_API_KEY has 11 characters",
    })
    void aStartThatMakesNoSenseEndsWithOneSentence(String variable, String value, String sentence) {
        try (ServiceProcess service =
                ServiceProcess.named("refused").env(variable, value).start()) {
            assertThat(service.awaitExit(EXIT_LIMIT)).isEqualTo(1);

            assertThat(service.log().strip())
                    .startsWith(sentence)
                    .hasLineCount(1)
                    .doesNotContain("secret");
        }
    }

    @Test
    void aStoreWithoutItsBucketStopsTheStart() {
        try (TestPostgres postgres = TestPostgres.start();
                ServiceProcess service = ServiceProcess.named("no-bucket")
                        .env("DATABASE_URL", postgres.databaseUrl())
                        .env("CREATIVE_BLOBS_STORE", "s3")
                        .start()) {
            assertThat(service.awaitExit(EXIT_LIMIT)).isEqualTo(1);
            assertThat(service.log()).contains("creative.blobs.s3.bucket must be set if creative.blobs.store is s3.");
        }
    }

    @Test
    void anApiThatCannotStoreUploadsDoesNotStart() throws IOException {
        Path file = Files.createTempFile("not-a-directory", "");
        try (TestPostgres postgres = TestPostgres.start();
                ServiceProcess service = ServiceProcess.named("no-blobs")
                        .env("DATABASE_URL", postgres.databaseUrl())
                        .env("BLOB_DIR", file.toString())
                        .start()) {
            assertThat(service.awaitExit(EXIT_LIMIT)).isEqualTo(1);
            assertThat(service.log()).contains("Set BLOB_DIR to a directory that this process can write to.");
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void thePackageHoldsNoDatabases() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("target", "quarkus-app"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("embedded") || name.contains("zonky") || name.contains("jedis"));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
