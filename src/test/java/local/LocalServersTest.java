package local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

class LocalServersTest {
    private final LocalServers.Addresses servers = LocalServers.ensure(LocalServersResource.DIRECTORY);

    @Test
    void startsServersOnceAndAdoptsThemAfterwards() {
        assertThat(LocalServers.ensure(LocalServersResource.DIRECTORY)).isEqualTo(servers);
    }

    @Test
    void postgresKeepsItsCommitsOnDisk() throws SQLException {
        assertThat(setting("fsync")).isEqualTo("on");
        assertThat(setting("synchronous_commit")).isEqualTo("on");
        assertThat(setting("listen_addresses")).isEqualTo("127.0.0.1");
    }

    @Test
    void redisKeepsItsDataInAnAppendOnlyFile() {
        try (Jedis redis = new Jedis(URI.create(servers.redisUrl()))) {
            assertThat(redis.configGet("appendonly")).containsEntry("appendonly", "yes");
            assertThat(redis.configGet("bind")).containsEntry("bind", "127.0.0.1");
        }
    }

    private String setting(String name) throws SQLException {
        try (Connection connection =
                        DriverManager.getConnection(servers.jdbcUrl(), servers.username(), servers.password());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("SHOW " + name)) {
            result.next();
            return result.getString(1);
        }
    }
}
