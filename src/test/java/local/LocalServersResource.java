package local;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The real PostgreSQL and Redis for {@code @QuarkusTest}s: one pair of servers for the build, a fresh database, an
 * empty Redis and an empty blob store for each start of the application, so that test profiles do not see one another.
 *
 * <p>The application plays all roles (init argument {@code roles}, e.g. {@code api,worker}, names fewer) and talks to
 * its own sandbox, on a port chosen here.
 */
public class LocalServersResource implements QuarkusTestResourceLifecycleManager {
    /** Maven runs test classes in several numbered JVMs in parallel. */
    static final Path DIRECTORY = Path.of("target", "local-test", System.getProperty("fork", "fork-1"));

    private String roles = "api,worker,sandbox";
    private TestDatabase database;

    @Override
    public void init(Map<String, String> initArgs) {
        roles = initArgs.getOrDefault("roles", roles);
    }

    @Override
    public Map<String, String> start() {
        LocalServers.Addresses servers = LocalServers.ensure(DIRECTORY);
        database = TestDatabase.create(servers);
        try (Jedis redis = new Jedis(URI.create(servers.redisUrl()))) {
            redis.flushAll();
        }
        try {
            int port = ServerProcess.freePort();
            Map<String, String> properties = new HashMap<>();
            properties.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
            properties.put("quarkus.datasource.username", servers.username());
            properties.put("quarkus.datasource.password", servers.password());
            properties.put("quarkus.redis.hosts", servers.redisUrl());
            properties.put("quarkus.http.test-port", String.valueOf(port));
            properties.put("creative.graph.url", "http://127.0.0.1:" + port + "/sandbox");
            properties.put("creative.blobs.dir", blobDirectory().toString());
            properties.put("TOKEN_FRANCISCO", "test-token-of-francisco");
            for (String role : new String[] {"api", "worker", "sandbox"}) {
                properties.put("role." + role, String.valueOf(roles.contains(role)));
            }
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path blobDirectory() throws IOException {
        return Files.createDirectories(
                DIRECTORY.resolve("blob").resolve(UUID.randomUUID().toString()).toAbsolutePath());
    }

    @Override
    public void stop() {
        if (database != null) {
            database.drop();
        }
    }
}
