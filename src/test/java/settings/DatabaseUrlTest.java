package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Optional;

class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource({
        "postgres://anna:secret@db:5433/ads,            jdbc:postgresql://db:5433/ads,             anna, secret",
        "postgresql://anna:secret@db/ads,               jdbc:postgresql://db/ads,                  anna, secret",
        "postgres://anna@db/ads,                        jdbc:postgresql://db/ads,                  anna,",
        "postgres://db/ads,                             jdbc:postgresql://db/ads,                  ,",
        "postgres://a%40b:p%3A%2F%25+%C3%BC@db/ads,     jdbc:postgresql://db/ads,                  a@b,  p:/%+ü",
        "postgres://anna:a:b@db/ads,                    jdbc:postgresql://db/ads,                  anna, a:b",
        "postgres://anna:secret@[::1]:5432/ads,         jdbc:postgresql://[::1]:5432/ads,          anna, secret",
        "postgres://anna:secret@db/ads?sslmode=require, jdbc:postgresql://db/ads?sslmode=require,  anna, secret",
        "jdbc:postgresql://db/ads?user=anna,            jdbc:postgresql://db/ads?user=anna,        ,",
    })
    void readsAUrl(String url, String jdbcUrl, String username, String password) {
        assertThat(DatabaseUrl.parse(url))
                .isEqualTo(new DatabaseUrl(jdbcUrl, Optional.ofNullable(username), Optional.ofNullable(password)));
    }

    @Test
    void readsSeveralHosts() {
        assertThat(DatabaseUrl.parse("postgres://anna:secret@db1:5432,db2:5432/ads")
                        .jdbcUrl())
                .isEqualTo("jdbc:postgresql://db1:5432,db2:5432/ads");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://anna:secret@db/ads",
                "anna:secret@db/ads",
                "postgres:secret",
                "postgres://anna:secret@db",
                "postgres://anna:secret@db/",
                "postgres://anna:sec%zzret@db/ads",
                "postgres://anna:sec ret@db/ads",
                "postgres://anna:secret@db:port/ads",
                "jdbc:postgresql://db:port/secret",
            })
    void refusesAnythingElseAndKeepsThePassword(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("postgres://user:password@host:port/database")
                .hasMessageNotContainingAny("secret", "sec%zzret", "sec ret");
    }

    @Test
    void doesNotPrintThePassword() {
        assertThat(DatabaseUrl.parse("postgres://anna:secret@db/ads"))
                .asString()
                .doesNotContain("secret");
    }
}
