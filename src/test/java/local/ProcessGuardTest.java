package local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** With a sleeping process in place of the JVM. */
class ProcessGuardTest {
    @TempDir
    private Path home;

    private Process owner;
    private PostgresServer postgres;
    private RedisServer redis;

    @BeforeEach
    void start() throws IOException {
        owner = sleeper();
        Path binaries = LocalServersResource.DIRECTORY.resolve("binaries").toAbsolutePath();
        postgres = new PostgresServer(home, binaries, 0);
        redis = new RedisServer(home, home, 0);
        postgres.ensure();
        redis.ensure();
        watch(owner);
    }

    @AfterEach
    void stop() throws IOException {
        owner.destroyForcibly();
        postgres.running().ifPresent(server -> Signals.send("QUIT", server.pid()));
        redis.running().ifPresent(server -> Signals.send("KILL", server.pid()));
        await().until(() -> postgres.running().isEmpty() && redis.running().isEmpty());
    }

    @Test
    void stopsTheServersWhenTheirOwnerIsKilled() {
        Signals.send("KILL", owner.pid());

        await().untilAsserted(() -> {
            assertThat(postgres.running()).isEmpty();
            assertThat(redis.running()).isEmpty();
            assertThat(home.resolve("owner")).doesNotExist();
        });
        // A clean stop: the servers removed their own pid files.
        assertThat(postgres.pidFile()).doesNotExist();
        assertThat(redis.pidFile()).doesNotExist();
    }

    @Test
    void leavesThemToTheNextOwner() throws IOException {
        long firstGuard = guard();
        Process next = sleeper();
        try {
            watch(next);
            Signals.send("KILL", owner.pid());

            await().until(() -> !ServerProcess.runs(firstGuard, ""));
            assertThat(postgres.running()).isPresent();
            assertThat(redis.running()).isPresent();
        } finally {
            next.destroyForcibly();
        }
    }

    @Test
    void oneGuardIsEnough() throws IOException {
        long guard = guard();

        watch(owner);

        assertThat(guard()).isEqualTo(guard);
    }

    private void watch(Process process) throws IOException {
        new ProcessGuard(home).watch(process.pid(), postgres.pidFile(), redis.pidFile());
    }

    private long guard() throws IOException {
        List<String> lines = Files.readAllLines(home.resolve("owner"));
        return Long.parseLong(lines.get(1));
    }

    private static Process sleeper() throws IOException {
        return new ProcessBuilder("sleep", "300").start();
    }
}
