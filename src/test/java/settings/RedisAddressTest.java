package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedisAddressTest {
    @ParameterizedTest
    @CsvSource({
        "redis:6379,                      redis://redis:6379",
        "localhost,                       redis://localhost",
        "[::1]:6379,                      redis://[::1]:6379",
        "redis://redis:6379/2,            redis://redis:6379/2",
        "rediss://anna:secret@redis:6380, rediss://anna:secret@redis:6380",
    })
    void readsAnAddress(String address, String url) {
        assertThat(RedisAddress.toUrl(address)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://redis:6379",
                ":6379",
                "redis:port",
                "redis:70000",
                "a b:6379",
                "redis://anna:secret@",
                "memcached://anna:secret@redis:6379"
            })
    void refusesAnythingElseAndKeepsThePassword(String address) {
        assertThatThrownBy(() -> RedisAddress.toUrl(address))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("REDIS_ADDR is '")
                .hasMessageContaining("host:port")
                .hasMessageNotContaining("secret");
    }
}
