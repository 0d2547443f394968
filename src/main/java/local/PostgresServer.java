package local;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.commons.io.FileUtils;
import org.postgresql.ds.PGSimpleDataSource;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL server with its data in a directory: adopted if it runs, else started.
 *
 * <p>{@code fsync} and {@code synchronous_commit} are on as in production, since the service relies on durable commits.
 */
final class PostgresServer {
    static final String USERNAME = "postgres";
    static final String PASSWORD = "postgres";

    /** The version of the binaries in the build file; only this major version can read the data directory. */
    private static final String MAJOR_VERSION = "17";

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final int ANSWER_LIMIT_SECONDS = 2;

    private final Path binaries;
    private final Path data;
    private final Path initialised;
    private final Path log;
    private final int fixedPort;

    PostgresServer(Path home) {
        this(home, home.resolve("binaries"), 0);
    }

    /**
     * @param fixedPort the port to listen on, 0 for any free one
     */
    PostgresServer(Path home, Path binaries, int fixedPort) {
        this.binaries = binaries;
        this.data = home.resolve("postgres-" + MAJOR_VERSION);
        this.initialised = home.resolve("postgres-" + MAJOR_VERSION + ".initialised");
        this.log = home.resolve("postgres.log");
        this.fixedPort = fixedPort;
    }

    /** Lines 1, 4 and 8 of {@code postmaster.pid}. */
    record PidFile(long pid, int port, boolean ready) {}

    Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    static String jdbcUrl(int port) {
        return "jdbc:postgresql://" + ServerProcess.LOOPBACK + ":" + port + "/postgres";
    }

    /** Returns the port of the running server. */
    int ensure() throws IOException {
        // Waits for a server that is starting or stopping: afterwards it can be adopted, or is gone.
        boolean settled = Waiting.until(
                START_LIMIT, () -> running().map(PostgresServer::answers).orElse(true));
        if (!settled) {
            throw new IllegalStateException("The PostgreSQL server of " + data + " runs but does not answer. Stop it.");
        }
        Optional<PidFile> running = running();
        return running.isPresent() ? running.get().port() : start();
    }

    /** The content of the server's pid file, if a PostgreSQL process with that pid exists. */
    Optional<PidFile> running() throws IOException {
        if (!Files.exists(pidFile())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(pidFile());
        if (lines.isEmpty() || !ServerProcess.runs(Long.parseLong(lines.get(0).strip()), "postgres")) {
            return Optional.empty();
        }
        long pid = Long.parseLong(lines.get(0).strip());
        if (lines.size() < 8) {
            return Optional.of(new PidFile(pid, 0, false));
        }
        return Optional.of(new PidFile(
                pid, Integer.parseInt(lines.get(3).strip()), lines.get(7).startsWith("ready")));
    }

    private static boolean answers(PidFile server) {
        if (!server.ready()) {
            return false;
        }
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl(jdbcUrl(server.port()));
        database.setUser(USERNAME);
        database.setPassword(PASSWORD);
        database.setLoginTimeout(ANSWER_LIMIT_SECONDS);
        database.setSocketTimeout(ANSWER_LIMIT_SECONDS);
        try (Connection connection = database.getConnection()) {
            return connection.isValid(ANSWER_LIMIT_SECONDS);
        } catch (SQLException e) {
            return false;
        }
    }

    private int start() throws IOException {
        Files.deleteIfExists(pidFile());
        if (!Files.exists(initialised)) {
            // An interrupted first start leaves a directory that is neither empty nor complete.
            FileUtils.deleteDirectory(data.toFile());
        }
        Files.createDirectories(binaries);
        int port = fixedPort == 0 ? ServerProcess.freePort() : fixedPort;
        try {
            EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(binaries.toFile())
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .setPGStartupWait(START_LIMIT)
                    .setPort(port)
                    .setOutputRedirector(Redirect.appendTo(log.toFile()))
                    .setErrorRedirector(Redirect.appendTo(log.toFile()))
                    .setServerConfig("listen_addresses", ServerProcess.LOOPBACK)
                    .setServerConfig("unix_socket_directories", "''")
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .start();
        } catch (IOException | RuntimeException e) {
            throw ServerProcess.failed("PostgreSQL", log, e);
        }
        // The library's lock would be held until this JVM ends and prevent the restart of a killed server;
        // DirectoryLock replaces it.
        Files.deleteIfExists(data.resolve("epg-lock"));
        Files.writeString(initialised, "");
        return port;
    }
}
