package local;

import io.quarkus.runtime.LaunchMode;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Local mode: in dev mode, unless {@code DATABASE_URL} is set, the service starts its own PostgreSQL and Redis, has all
 * roles, and calls its own sandbox.
 *
 * <p>Configuration is created again at each reload; {@link LocalServers#ensure} then does nothing.
 */
public class LocalConfigSourceFactory implements ConfigSourceFactory {
    /**
     * Above the translated variables (275), whose defaults local mode replaces, and below plain environment variables
     * (300), which take precedence.
     */
    private static final int ORDINAL = 280;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (LaunchMode.current() != LaunchMode.DEVELOPMENT
                || value(context, "DATABASE_URL").isPresent()) {
            return List.of();
        }
        boolean allRoles = value(context, "ROLES").isEmpty();
        return List.of(new PropertiesConfigSource(
                properties(LocalServers.ensure(LocalMode.DIRECTORY), allRoles), "Local mode", ORDINAL));
    }

    static Map<String, String> properties(LocalServers.Addresses servers, boolean allRoles) {
        Map<String, String> properties = new HashMap<>();
        properties.put("creative.local.enabled", "true");
        properties.put("quarkus.datasource.jdbc.url", servers.jdbcUrl());
        properties.put("quarkus.datasource.username", servers.username());
        properties.put("quarkus.datasource.password", servers.password());
        properties.put("quarkus.redis.hosts", servers.redisUrl());
        if (allRoles) {
            properties.put("role.api", "true");
            properties.put("role.worker", "true");
            properties.put("role.sandbox", "true");
        }
        properties.put("GRAPH_URL", "http://127.0.0.1:${quarkus.http.port}/sandbox");
        properties.put(
                "BLOB_DIR", LocalMode.DIRECTORY.resolve("blob").toAbsolutePath().toString());
        properties.put(DemoClient.TOKEN_VARIABLE, DemoClient.TOKEN);
        return properties;
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name))
                .map(ConfigValue::getValue)
                .filter(value -> !value.isBlank());
    }
}
