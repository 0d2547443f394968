package local;

import static org.awaitility.Awaitility.await;

import org.apache.commons.io.FileUtils;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A test's own Redis, which can be killed, frozen and restarted on the same port. Its data is in an append-only file,
 * which a restart reads or has lost. {@link #close} stops it and deletes its directory.
 */
public final class TestRedis implements AutoCloseable {
    private final Path home;
    private final RedisServer server;
    private final int port;

    private TestRedis(Path home, RedisServer server, int port) {
        this.home = home;
        this.server = server;
        this.port = port;
    }

    public static TestRedis start() {
        try {
            Path home = Files.createTempDirectory("test-redis");
            int port = ServerProcess.freePort();
            RedisServer server = new RedisServer(home, home, port);
            server.ensure();
            return new TestRedis(home, server, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return RedisServer.url(port);
    }

    /** {@code kill -9}; returns once the process has ended. */
    public void kill() {
        long pid = pid();
        Signals.send("KILL", pid);
        await("end of Redis").until(() -> !ServerProcess.runs(pid, "redis-server"));
    }

    /** Restarts a killed server with its data. */
    public void restart() {
        try {
            server.ensure();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restarts a killed server without data. */
    public void restartWithoutData() {
        try {
            FileUtils.deleteDirectory(server.dataDirectory().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        restart();
    }

    /** {@code SIGSTOP}: connections stay open without answers. */
    public void freeze() {
        Signals.send("STOP", pid());
    }

    /** {@code SIGCONT}; does nothing if the server does not run. */
    public void thaw() {
        if (isRunning()) {
            Signals.send("CONT", pid());
        }
    }

    private boolean isRunning() {
        try {
            return server.running().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long pid() {
        try {
            return server.running()
                    .orElseThrow(() -> new IllegalStateException("Redis does not run"))
                    .pid();
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
