package queue;

import org.awaitility.Awaitility;
import redis.embedded.core.ExecutableProvider;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real Redis server in a separate process, which can be killed, restarted and frozen. */
final class RedisServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final Path directory;
    private final int port;
    private Process process;

    RedisServer() throws IOException {
        directory = Files.createTempDirectory("redis-stream-test");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
    }

    String uri() {
        return "redis://" + HOST + ":" + port;
    }

    /** Starts it with its existing data, if any. */
    void start() throws IOException {
        String executable = ExecutableProvider.newJarResourceProvider(directory.toFile())
                .get()
                .getPath();
        List<String> command = List.of(
                executable,
                "--port",
                String.valueOf(port),
                "--bind",
                HOST,
                "--dir",
                directory.toString(),
                "--save",
                "",
                "--appendonly",
                "yes");
        process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("redis.log").toFile())
                .start();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(this::answers);
    }

    /** Kills it, like a crash. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Deletes its data while it does not run. */
    void forget() throws IOException {
        Files.deleteIfExists(directory.resolve("appendonly.aof"));
    }

    /** Freezes it: its connections stay open without answers. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                .start()
                .waitFor(5, TimeUnit.SECONDS);
    }

    private boolean answers() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(HOST, port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (process != null) {
            kill();
        }
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
