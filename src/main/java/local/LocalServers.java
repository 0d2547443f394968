package local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A real PostgreSQL and a real Redis for development and tests, from binaries on the class path.
 *
 * <p>They listen only on loopback, keep their data in a directory between runs, and survive a reload of the
 * application, but not its process: a guard process stops them cleanly after the process has ended, for whatever
 * reason. If they survive nevertheless (the guard was killed too), the next run adopts them.
 */
public final class LocalServers {
    private LocalServers() {}

    /**
     * Addresses of the servers.
     *
     * @param jdbcUrl a JDBC URL of the database {@code postgres}
     * @param username a superuser
     * @param password accepted, although the server trusts every connection over loopback
     * @param redisUrl a {@code redis://} URL
     */
    public record Addresses(String jdbcUrl, String username, String password, String redisUrl) {
        /** The JDBC URL of another database on the same server. */
        public String jdbcUrl(String database) {
            return jdbcUrl.substring(0, jdbcUrl.lastIndexOf('/') + 1) + database;
        }
    }

    /**
     * Ensures that both servers of a directory run, and stop with this process. Repeated calls are cheap, also from
     * another class loader or process; one call at a time works in a directory.
     *
     * @param directory created if missing; contains data, logs, binaries and pid files
     * @throws IllegalStateException if a server does not start; the message has the end of its log
     */
    @SuppressWarnings("try") // The lock is only held.
    public static Addresses ensure(Path directory) {
        try {
            Path home = Files.createDirectories(directory.toAbsolutePath().normalize());
            try (DirectoryLock lock = DirectoryLock.acquire(home)) {
                PostgresServer postgres = new PostgresServer(home);
                RedisServer redis = new RedisServer(home);
                // The guard first, so that all servers started from here on are stopped.
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
