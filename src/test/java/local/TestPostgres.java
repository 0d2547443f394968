package local;

import static org.awaitility.Awaitility.await;

import org.apache.commons.io.FileUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A test's own PostgreSQL, which can be killed, frozen and restarted on the same port with its committed data. {@link
 * #close} stops it and deletes its directory.
 */
public final class TestPostgres implements AutoCloseable {
    /** Shared with the other servers of the build: unpacked once. */
    private static final Path BINARIES =
            LocalServersResource.DIRECTORY.resolve("binaries").toAbsolutePath();

    private final Path home;
    private final PostgresServer server;
    private final int port;

    private TestPostgres(Path home, PostgresServer server, int port) {
        this.home = home;
        this.server = server;
        this.port = port;
    }

    public static TestPostgres start() {
        try {
            Path home = Files.createTempDirectory("test-postgres");
            int port = ServerProcess.freePort();
            PostgresServer server = new PostgresServer(home, BINARIES, port);
            server.ensure();
            return new TestPostgres(home, server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String jdbcUrl() {
        return PostgresServer.jdbcUrl(port);
    }

    public String username() {
        return PostgresServer.USERNAME;
    }

    public String password() {
        return PostgresServer.PASSWORD;
    }

    /** The form of the variable {@code DATABASE_URL}. */
    public String databaseUrl() {
        return "postgres://" + username() + ":" + password() + "@127.0.0.1:" + port + "/postgres";
    }

    /** {@code kill -9} of the server and all its backends at once; returns once they have ended. */
    public void kill() {
        List<Long> processes = processes();
        processes.forEach(pid -> Signals.send("KILL", pid));
        await("end of PostgreSQL")
                .until(() -> processes.stream().noneMatch(pid -> ServerProcess.runs(pid, "postgres")));
    }

    /** Restarts a killed server, which recovers its committed data. */
    public void restart() {
        try {
            server.ensure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code SIGSTOP} of the server and all its backends: connections stay open without answers. */
    public void freeze() {
        processes().forEach(pid -> Signals.send("STOP", pid));
    }

    /** {@code SIGCONT}; does nothing if the server does not run. */
    public void thaw() {
        if (isRunning()) {
            processes().forEach(pid -> Signals.send("CONT", pid));
        }
    }

    private boolean isRunning() {
        try {
            return server.running().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The server first: frozen, it starts no further backend. */
    private List<Long> processes() {
        try {
            long postmaster = server.running()
                    .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run"))
                    .pid();
            List<Long> processes = new ArrayList<>(List.of(postmaster));
            ProcessHandle.of(postmaster).stream()
                    .flatMap(ProcessHandle::descendants)
                    .map(ProcessHandle::pid)
                    .forEach(processes::add);
            return processes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
        try {
            FileUtils.deleteDirectory(home.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
