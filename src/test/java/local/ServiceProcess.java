package local;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The packaged service as a process of its own, in the environment that a test gives it and no other: to be killed,
 * frozen and asked to stop. Its log is under {@code target/service-logs}. {@link #close} kills it.
 *
 * <pre>{@code
 * try (ServiceProcess service = ServiceProcess.named("worker")
 *         .env("ROLES", "worker")
 *         .env("DATABASE_URL", postgres.databaseUrl())
 *         .start()
 *         .awaitReady()) { … }
 * }</pre>
 */
public final class ServiceProcess implements AutoCloseable {
    private static final Path SCRIPT = Path.of("bin", "creative-service");
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final Path LOGS = Path.of("target", "service-logs");
    /** Tests run in parallel, and some start a process more than once. */
    private static final AtomicInteger STARTED = new AtomicInteger();

    private static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final Duration PROBE_LIMIT = Duration.ofSeconds(5);
    private static final String READINESS = "/q/health/ready";
    /** JVM options for processes that run for seconds. */
    private static final List<String> QUICK_START = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote");

    private static final String[] INHERITED = {"PATH", "HOME", "JAVA_HOME", "TMPDIR", "LANG"};

    private final Process process;
    private final int port;
    private final Path log;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private ServiceProcess(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** @param name of the log file, before a number */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The settings of a process. */
    public static final class Builder {
        private final String name;
        private final Map<String, String> environment = new HashMap<>();
        private String heap = "256m";
        private boolean script;

        private Builder(String name) {
            this.name = name;
        }

        public Builder env(String variable, String value) {
            environment.put(variable, value);
            return this;
        }

        public Builder env(Map<String, String> variables) {
            environment.putAll(variables);
            return this;
        }

        /** Starts it with the start script, as a user does. */
        public Builder byScript() {
            this.script = true;
            return this;
        }

        /**
         * @param most maximum heap in the notation of {@code -Xmx}: {@code 96m}
         */
        public Builder heap(String most) {
            heap = most;
            return this;
        }

        /** Returns at once; see {@link ServiceProcess#awaitReady}. */
        public ServiceProcess start() {
            try {
                int port = environment.containsKey("PORT")
                        ? Integer.parseInt(environment.get("PORT"))
                        : ServerProcess.freePort();
                Path log = Files.createDirectories(LOGS).resolve(name + "-" + STARTED.incrementAndGet() + ".log");
                List<String> command = new ArrayList<>(List.of(script ? SCRIPT.toString() : java(), "-Xmx" + heap));
                command.addAll(QUICK_START);
                if (!script) {
                    command.addAll(List.of("-jar", JAR.toString()));
                }
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
                builder.environment().clear();
                for (String variable : INHERITED) {
                    String value = System.getenv(variable);
                    if (value != null) {
                        builder.environment().put(variable, value);
                    }
                }
                builder.environment().put("QUARKUS_HTTP_HOST", ServerProcess.LOOPBACK);
                builder.environment().put("PORT", String.valueOf(port));
                builder.environment().putAll(environment);
                return new ServiceProcess(builder.start(), port, log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static String java() {
            return Path.of(System.getProperty("java.home"), "bin", "java").toString();
        }
    }

    /** Waits for {@code /q/health/ready} on the port of the API. */
    public ServiceProcess awaitReady() {
        return awaitReady(port);
    }

    /** Waits for {@code /q/health/ready} on the management port. */
    public ServiceProcess awaitReady(int managementPort) {
        await("readiness of the service, see " + log).atMost(START_LIMIT).until(() -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("The service ended with " + process.exitValue() + ":\n" + log());
            }
            return status(managementPort, READINESS) == 200;
        });
        return this;
    }

    public boolean isReady() {
        return status(READINESS) == 200;
    }

    /** The status of a GET, 0 without an answer. */
    public int status(String path) {
        return status(port, path);
    }

    /** As {@link #status(String)}, on another port of the process. */
    public int status(int port, String path) {
        URI uri = URI.create("http://" + ServerProcess.LOOPBACK + ":" + port + path);
        try {
            return client.send(HttpRequest.newBuilder(uri).timeout(PROBE_LIMIT).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://" + ServerProcess.LOOPBACK + ":" + port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** The output of the process so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** {@code kill -9}; returns once the process has ended. */
    public void kill() {
        Signals.send("KILL", pid());
        awaitExit(Duration.ofSeconds(10));
    }

    /** {@code SIGTERM}; returns at once. */
    public void terminate() {
        Signals.send("TERM", pid());
    }

    /** {@code SIGSTOP}: connections stay open without answers. */
    public void freeze() {
        Signals.send("STOP", pid());
    }

    /** {@code SIGCONT}. */
    public void thaw() {
        Signals.send("CONT", pid());
    }

    /** Returns the exit status. */
    public int awaitExit(Duration limit) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("The service has not ended within " + limit + ", see " + log);
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            kill();
        }
    }
}
