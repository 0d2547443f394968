package local;

import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.embedded.core.ExecutableProvider;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A Redis server with its data in an append-only file in a directory: adopted if it runs, else started. */
final class RedisServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(10);
    private static final int START_ATTEMPTS = 3;
    private static final int ANSWER_LIMIT_MILLIS = 2000;

    private final Path binaries;
    private final Path data;
    private final Path portFile;
    private final Path log;
    private final int fixedPort;

    RedisServer(Path home) {
        this(home, home.resolve("binaries"), 0);
    }

    /** @param fixedPort the port to listen on, 0 for any free one */
    RedisServer(Path home, Path binaries, int fixedPort) {
        this.binaries = binaries;
        this.data = home.resolve("redis");
        this.portFile = data.resolve("redis.port");
        this.log = home.resolve("redis.log");
        this.fixedPort = fixedPort;
    }

    record Running(long pid, int port) {}

    Path pidFile() {
        return data.resolve("redis.pid");
    }

    Path dataDirectory() {
        return data;
    }

    static String url(int port) {
        return "redis://" + ServerProcess.LOOPBACK + ":" + port;
    }

    /** Returns the port of the running server. */
    int ensure() throws IOException {
        // Waits for a server that is loading or stopping: afterwards it can be adopted, or is gone.
        boolean settled = Waiting.until(
                START_LIMIT, () -> running().map(RedisServer::answers).orElse(true));
        if (!settled) {
            throw new IllegalStateException("The Redis server of " + data + " runs but does not answer. Stop it.");
        }
        Optional<Running> running = running();
        return running.isPresent() ? running.get().port() : start();
    }

    /** The content of the files, if a Redis process with that pid exists. */
    Optional<Running> running() throws IOException {
        if (!Files.exists(pidFile()) || !Files.exists(portFile)) {
            return Optional.empty();
        }
        String pid = Files.readString(pidFile()).strip();
        if (pid.isEmpty() || !ServerProcess.runs(Long.parseLong(pid), "redis-server")) {
            return Optional.empty();
        }
        int port = Integer.parseInt(Files.readString(portFile).strip());
        return Optional.of(new Running(Long.parseLong(pid), port));
    }

    /** Returns true if the server at the port has this pid. */
    private static boolean answers(Running server) {
        try (Jedis redis = new Jedis(ServerProcess.LOOPBACK, server.port(), ANSWER_LIMIT_MILLIS)) {
            return "PONG".equals(redis.ping())
                    && redis.info("server").lines().anyMatch(("process_id:" + server.pid())::equals);
        } catch (JedisException e) {
            return false;
        }
    }

    private int start() throws IOException {
        Files.createDirectories(binaries);
        Files.createDirectories(data);
        String executable = ExecutableProvider.newJarResourceProvider(binaries.toFile())
                .get()
                .getAbsolutePath();
        for (int attempt = 1; attempt <= START_ATTEMPTS; attempt++) {
            int port = fixedPort == 0 ? ServerProcess.freePort() : fixedPort;
            Files.deleteIfExists(pidFile());
            Files.writeString(portFile, String.valueOf(port));
            launch(executable, port);
            // Redis daemonizes before it binds, so a port taken by another program is not reported.
            if (Waiting.until(
                    START_LIMIT, () -> running().map(RedisServer::answers).orElse(false))) {
                return port;
            }
        }
        throw ServerProcess.failed("Redis", log, null);
    }

    private void launch(String executable, int port) throws IOException {
        List<String> command = List.of(
                executable,
                "--daemonize",
                "yes",
                "--bind",
                ServerProcess.LOOPBACK,
                "--port",
                String.valueOf(port),
                "--dir",
                data.toString(),
                "--pidfile",
                pidFile().toString(),
                "--logfile",
                log.toString(),
                "--appendonly",
                "yes",
                "--save",
                "");
        Process launcher = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log.toFile()))
                .start();
        try {
            if (launcher.waitFor() != 0) {
                throw ServerProcess.failed("Redis", log, null);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while starting Redis", e);
        }
    }
}
