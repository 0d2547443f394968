package settings;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Translates environment variables into properties of the framework: the roles of the process ({@code ROLES}), its
 * servers ({@code DATABASE_URL}, {@code REDIS_ADDR}) and the receiver of its traces ({@code
 * OTEL_EXPORTER_OTLP_ENDPOINT}). It also checks {@code ADMIN_API_KEY}.
 */
final class EnvironmentSettings {
    /** Minimum length of the administrator's key; a shorter one could be guessed. */
    private static final int SHORTEST_ADMIN_KEY = 16;

    /** Characters allowed after {@code Bearer} (RFC 6750, section 2.1). */
    private static final Pattern ADMIN_KEY = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Function<String, Optional<String>> lookup;
    private final boolean production;

    /**
     * @param lookup finds a variable or property; empty for a missing one
     * @param production if true, {@code DATABASE_URL} is required; dev mode and tests have other sources
     */
    EnvironmentSettings(Function<String, Optional<String>> lookup, boolean production) {
        this.lookup = lookup;
        this.production = production;
    }

    /**
     * @throws InvalidSettingException if the service cannot start with these variables
     */
    Map<String, String> toProperties() {
        Map<String, String> properties = new HashMap<>();
        Set<Role> roles = lookup.apply("ROLES").map(Role::parseList).orElse(Role.DEFAULT);
        for (Role role : Role.values()) {
            properties.put("role." + role.key(), String.valueOf(roles.contains(role)));
        }
        nonBlank("OTEL_EXPORTER_OTLP_ENDPOINT").ifPresent(endpoint -> {
            properties.put("quarkus.otel.exporter.otlp.endpoint", endpoint);
            properties.put(
                    "quarkus.otel.traces.sampler.arg",
                    nonBlank("OTEL_TRACES_SAMPLER_ARG").orElse("1"));
        });
        if (roles.equals(Set.of(Role.SANDBOX))) {
            sandboxAlone(properties);
        } else {
            nonBlank("ADMIN_API_KEY").ifPresent(EnvironmentSettings::checkAdminKey);
            database(properties);
            nonBlank("REDIS_ADDR")
                    .ifPresent(address -> properties.put("quarkus.redis.hosts", RedisAddress.toUrl(address)));
        }
        return properties;
    }

    private void database(Map<String, String> properties) {
        Optional<String> url = nonBlank("DATABASE_URL");
        if (url.isPresent()) {
            DatabaseUrl database = DatabaseUrl.parse(url.get());
            properties.put("quarkus.datasource.jdbc.url", database.jdbcUrl());
            database.username().ifPresent(name -> properties.put("quarkus.datasource.username", name));
            database.password().ifPresent(password -> properties.put("quarkus.datasource.password", password));
        } else if (production && nonBlank("quarkus.datasource.jdbc.url").isEmpty()) {
            throw new InvalidSettingException("DATABASE_URL is not set, but the roles api and worker need PostgreSQL."
                    + " Set it to postgres://user:password@host:port/database (or a jdbc:postgresql: URL),"
                    + " or start with ROLES=sandbox.");
        }
    }

    private static void checkAdminKey(String key) {
        if (key.length() < SHORTEST_ADMIN_KEY) {
            throw new InvalidSettingException(
                    "ADMIN_API_KEY has " + key.length() + " characters, but must have at least " + SHORTEST_ADMIN_KEY
                            + ". Create one with: openssl rand -hex 32");
        }
        if (!ADMIN_KEY.matcher(key).matches()) {
            throw new InvalidSettingException("ADMIN_API_KEY has invalid characters: letters, digits and"
                    + " . _ ~ + / - are allowed, and = at the end. Create one with: openssl rand -hex 32");
        }
    }

    /**
     * A sandbox alone needs no servers and no blob store. The datasource stays active, since an inactive one cannot be
     * injected, but its pool opens no connection unless it is used.
     */
    private static void sandboxAlone(Map<String, String> properties) {
        properties.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://localhost/unused");
        properties.put("quarkus.flyway.active", "false");
        properties.put("quarkus.http.body.uploads-directory", "${java.io.tmpdir}/creative-service-uploads");
    }

    private Optional<String> nonBlank(String name) {
        return lookup.apply(name).map(String::strip).filter(value -> !value.isEmpty());
    }
}
