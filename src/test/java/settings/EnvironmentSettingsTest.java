package settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

class EnvironmentSettingsTest {
    private static final String DATABASE_URL = "postgres://anna:secret@db:5432/ads";

    @Test
    void translatesTheVariables() {
        assertThat(production(Map.of("DATABASE_URL", DATABASE_URL, "REDIS_ADDR", "redis:6379")))
                .containsOnly(
                        entry("quarkus.datasource.jdbc.url", "jdbc:postgresql://db:5432/ads"),
                        entry("quarkus.datasource.username", "anna"),
                        entry("quarkus.datasource.password", "secret"),
                        entry("quarkus.redis.hosts", "redis://redis:6379"),
                        entry("role.api", "true"),
                        entry("role.worker", "true"),
                        entry("role.sandbox", "false"));
    }

    @Test
    void tracesAreExportedCompletelyOrSampled() {
        assertThat(production(Map.of("ROLES", "sandbox", "OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4317")))
                .containsEntry("quarkus.otel.exporter.otlp.endpoint", "http://otel:4317")
                .containsEntry("quarkus.otel.traces.sampler.arg", "1");
        assertThat(production(Map.of(
                        "ROLES", "sandbox",
                        "OTEL_EXPORTER_OTLP_ENDPOINT", "http://otel:4317",
                        "OTEL_TRACES_SAMPLER_ARG", "0.1")))
                .containsEntry("quarkus.otel.traces.sampler.arg", "0.1");
        assertThat(production(Map.of("ROLES", "sandbox"))).doesNotContainKey("quarkus.otel.traces.sampler.arg");
    }

    @Test
    void theSandboxAloneConnectsToNothing() {
        assertThat(production(Map.of("ROLES", "sandbox")))
                .containsEntry("role.sandbox", "true")
                .containsEntry("role.api", "false")
                .containsEntry("quarkus.flyway.active", "false");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api", "worker", "api,worker,sandbox"})
    void theOtherRolesNeedADatabase(String roles) {
        assertThatThrownBy(() -> production(Map.of("ROLES", roles)))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("DATABASE_URL is not set");
        assertThatThrownBy(() -> production(Map.of("ROLES", roles, "DATABASE_URL", " ")))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith("DATABASE_URL is not set");
    }

    @Test
    void theFrameworksOwnPropertyNamesADatabaseToo() {
        assertThat(production(Map.of("quarkus.datasource.jdbc.url", "jdbc:postgresql://db/ads")))
                .containsEntry("role.api", "true")
                .doesNotContainKey("quarkus.datasource.jdbc.url");
    }

    @Test
    void devModeAndTestsBringTheirOwnDatabase() {
        assertThat(new EnvironmentSettings(name -> Optional.empty(), false).toProperties())
                .containsOnlyKeys("role.api", "role.worker", "role.sandbox");
    }

    @ParameterizedTest
    @CsvSource({"ROLES,apy", "DATABASE_URL,mysql://db/ads", "REDIS_ADDR,http://redis"})
    void aBadVariableIsNamed(String variable, String value) {
        Map<String, String> variables = new HashMap<>(Map.of("DATABASE_URL", DATABASE_URL));
        variables.put(variable, value);

        assertThatThrownBy(() -> production(variables))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(variable);
    }

    private static Map<String, String> production(Map<String, String> variables) {
        return new EnvironmentSettings(name -> Optional.ofNullable(variables.get(name)), true).toProperties();
    }
}
