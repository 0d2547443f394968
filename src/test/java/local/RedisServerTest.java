package local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

class RedisServerTest {
    private final TestRedis redis = TestRedis.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    @Test
    void aRestartKeepsTheDataOrNot() {
        try (Jedis client = connect()) {
            client.set("key", "value");
        }

        redis.kill();
        redis.restart();
        try (Jedis client = connect()) {
            assertThat(client.get("key")).isEqualTo("value");
        }

        redis.kill();
        redis.restartWithoutData();
        try (Jedis client = connect()) {
            assertThat(client.get("key")).isNull();
        }
    }

    @Test
    void aFrozenServerAnswersAgainAfterwards() {
        redis.freeze();
        redis.thaw();

        try (Jedis client = connect()) {
            assertThat(client.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void aPidFileOfAnotherProgramIsNoServer(@TempDir Path home) throws IOException {
        RedisServer server = new RedisServer(home);
        Files.createDirectories(server.dataDirectory());
        Files.writeString(
                server.pidFile(), String.valueOf(ProcessHandle.current().pid()));
        Files.writeString(server.dataDirectory().resolve("redis.port"), "6379");

        assertThat(server.running()).isEmpty();
    }

    private Jedis connect() {
        return new Jedis(URI.create(redis.url()));
    }
}
