package harness;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import local.ServiceProcess;
import local.TestPostgres;
import local.TestRedis;
import org.apache.commons.io.FileUtils;
import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * The service as in production: one process per role, from the packaged artefact, configured only by environment
 * variables, with a PostgreSQL and a Redis that can be killed. The API and the sandbox always run; tests start the
 * workers and other processes that they need, and find all data empty.
 *
 * <p>Heaps are small: a video in memory would not fit.
 */
final class Cluster implements AutoCloseable {
    static final String CLIENT = "francisco";
    static final String TOKEN_VARIABLE = "TOKEN_FRANCISCO";
    static final String ADMIN_KEY = "the-key-of-the-harness";

    private static final String ACCOUNT = "act_1000000001";
    private static final String HEAP = "96m";
    private static final Duration POLL = Duration.ofMillis(200);
    private static final String STREAM = "creative-jobs";

    private static final AtomicInteger STARTED = new AtomicInteger();

    private final String name = "cluster-" + STARTED.incrementAndGet();
    private final Path home;
    private final TestPostgres postgres = TestPostgres.start();
    private final TestRedis redis = TestRedis.start();
    private final JobTable jobs = new JobTable(postgres);
    private final String databaseUrl = jobs.createRole();
    private final ServiceProcess sandbox;
    private final SandboxControl sandboxControl;
    private final List<ServiceProcess> beside = new CopyOnWriteArrayList<>();
    private Map<String, String> apiSettings = Map.of();
    private volatile ServiceProcess api;
    private volatile ApiClient apiClient;

    private Cluster() throws IOException {
        home = Files.createTempDirectory("cluster");
        Files.createDirectories(clipDirectory());
        sandbox = ServiceProcess.named(name + "-sandbox")
                .env("ROLES", "sandbox")
                .heap(HEAP)
                .start();
        sandboxControl = new SandboxControl(sandbox.url() + "/sandbox");
        try {
            startApi(Map.of()).awaitReady();
            sandbox.awaitReady();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Starts everything except workers. */
    static Cluster start() {
        try {
            return new Cluster();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Restores what a test stopped, and deletes all data. */
    void reset() {
        restore();
        if (!apiSettings.isEmpty() || !api.isAlive()) {
            startApi(Map.of()).awaitReady();
        }
        clear();
    }

    /** Stops the processes that a test has started, except the API and the sandbox. */
    void endOthers() {
        beside.forEach(ServiceProcess::close);
        beside.clear();
    }

    /** Restarts stopped servers and processes, thaws frozen ones, and removes the sandbox' faults. */
    void restore() {
        restoreProcesses();
        sandboxControl.clearFaults();
    }

    /** Restarts stopped servers and processes, and thaws frozen ones. */
    void restoreProcesses() {
        beside.stream().filter(ServiceProcess::isAlive).forEach(ServiceProcess::thaw);
        postgres.thaw();
        postgres.restart();
        jobs.acceptConnections();
        redis.thaw();
        redis.restart();
    }

    /** Deletes all data while the processes run. */
    void clear() {
        flushRedis();
        jobs.clear();
        jobs.addClient(CLIENT, ACCOUNT);
        sandboxControl.forget();
        // A worker may be deleting the same.
        await("no files").ignoreExceptions().until(() -> {
            FileUtils.cleanDirectory(clipDirectory().toFile());
            FileUtils.deleteDirectory(blobDirectory().resolve("jobs").toFile());
            return true;
        });
    }

    /** Starts the API, or kills and restarts it; see {@link ServiceProcess#awaitReady}. */
    ServiceProcess startApi(Map<String, String> settings) {
        if (api != null) {
            api.close();
        }
        api = process("api", settings);
        apiSettings = settings;
        apiClient = callerOf(api);
        return api;
    }

    /**
     * Starts a worker; see {@link ServiceProcess#awaitReady}.
     *
     * @param settings further environment variables
     */
    ServiceProcess startWorker(Map<String, String> settings) {
        return startBeside("worker", settings);
    }

    /** Starts a second API, which callers do not use; see {@link ServiceProcess#awaitReady}. */
    ServiceProcess startAnotherApi(Map<String, String> settings) {
        return startBeside("api", settings);
    }

    /** A caller of another API than {@link #api()}. */
    static ApiClient callerOf(ServiceProcess api) {
        return new ApiClient(api.url(), ADMIN_KEY);
    }

    private ServiceProcess startBeside(String role, Map<String, String> settings) {
        ServiceProcess process = process(role, settings);
        beside.add(process);
        return process;
    }

    private ServiceProcess process(String role, Map<String, String> settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("ROLES", role);
        environment.put("DATABASE_URL", databaseUrl);
        environment.put("REDIS_ADDR", "127.0.0.1:" + redis.port());
        environment.put("BLOB_DIR", blobDirectory().toString());
        environment.put("GRAPH_URL", sandbox.url() + "/sandbox");
        environment.put("ADMIN_API_KEY", ADMIN_KEY);
        environment.put(TOKEN_VARIABLE, "a-token-that-the-sandbox-takes");
        environment.putAll(settings);
        return ServiceProcess.named(name + "-" + role)
                .env(environment)
                .heap(HEAP)
                .start();
    }

    /** The running worker that holds a job. */
    Optional<ServiceProcess> holder(String jobId) {
        long pid = jobs.holder(jobId);
        return beside.stream()
                .filter(worker -> worker.pid() == pid && worker.isAlive())
                .findFirst();
    }

    /** Waits until a job has ended, and returns it. */
    JsonNode awaitEnd(String jobId, Duration limit) {
        await("end of the job " + jobId).atMost(limit).pollInterval(POLL).until(() -> !api().job(jobId)
                .path("finished_at")
                .isNull());
        return apiClient.job(jobId);
    }

    /** Creates a job for a client. Returns the job's id. */
    String accepted(Clip clip) {
        return apiClient.accepted(CLIENT, clip);
    }

    /** Writes a clip that is deleted with the test's data. */
    Clip clip(String name, long bytes) {
        return Clip.write(clipDirectory(), name, bytes);
    }

    void flushRedis() {
        try (Jedis client = new Jedis(URI.create(redis.url()))) {
            client.flushAll();
        }
    }

    /** Number of wake-ups in the stream. */
    long wakeUps() {
        try (Jedis client = new Jedis(URI.create(redis.url()))) {
            return client.xlen(STREAM);
        }
    }

    private Path blobDirectory() {
        return home.resolve("blob");
    }

    /** The folders of jobs with blobs. */
    List<Path> blobs() {
        return list(blobDirectory().resolve("jobs"));
    }

    /** The uploads that are not blobs yet. */
    List<Path> uploads() {
        return list(blobDirectory().resolve(".uploads"));
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path clipDirectory() {
        return home.resolve("clips");
    }

    TestPostgres postgres() {
        return postgres;
    }

    TestRedis redis() {
        return redis;
    }

    JobTable jobs() {
        return jobs;
    }

    ServiceProcess sandboxProcess() {
        return sandbox;
    }

    SandboxControl sandbox() {
        return sandboxControl;
    }

    ServiceProcess apiProcess() {
        return api;
    }

    ApiClient api() {
        return apiClient;
    }

    @Override
    public void close() throws IOException {
        endOthers();
        api.close();
        sandbox.close();
        redis.close();
        postgres.close();
        FileUtils.deleteDirectory(home.toFile());
    }
}
