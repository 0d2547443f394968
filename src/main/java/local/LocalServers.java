package local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real PostgreSQL and a real Redis for development and tests, from binaries on the class path.
 *
 * <p>They listen on loopback alone, keep their data in a directory between runs, and outlive a reload of the
 * application, but not its process: a small guard process stops them cleanly once the process is gone, however it
 * ended. Servers that survived all the same (the guard was killed too) are adopted by the next run.
 */
public final class LocalServers {
    private LocalServers() {}

    /**
     * How to reach the servers.
     *
     * @param jdbcUrl  a JDBC URL of the database {@code postgres}
     * @param username a superuser
     * @param password accepted, though the server trusts every connection over loopback
     * @param redisUrl a {@code redis://} URL
     */
    public record Addresses(String jdbcUrl, String username, String password, String redisUrl) {
        /** The JDBC URL of another database on the same server. */
        public String jdbcUrl(String database) {
            return jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1) + database;
        }
    }

    /**
     * Makes sure that both servers of a directory run and end with this process. Calling it again is cheap, also from
     * another class loader or process: one call at a time works in a directory.
     *
     * @param directory is made if need be; holds data, logs, binaries and pid files
     * @throws IllegalStateException if a server does not start; the message holds the end of its log
     */
    @SuppressWarnings("try") // The lock is held, not used.
    public static Addresses ensure(Path directory) {
        try {
            Path home = Files.createDirectories(directory.toAbsolutePath().normalize());
            try (DirectoryLock lock = DirectoryLock.acquire(home)) {
                PostgresServer postgres = new PostgresServer(home);
                RedisServer redis = new RedisServer(home);
                // First the guard: whatever starts from here on has somebody to stop it.
                new ProcessGuard(home).watch(ProcessHandle.current().pid(), postgres.pidFile(), redis.pidFile());
                int postgresPort = postgres.ensure();
                int redisPort = redis.ensure();
                return new Addresses(
                        PostgresServer.jdbcUrl(postgresPort),
                        PostgresServer.USERNAME,
                        PostgresServer.PASSWORD,
                        RedisServer.url(redisPort));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The local servers in " + directory + " could not be started", e);
        }
    }
}
