package settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

import java.util.HashMap;
import java.util.Map;

/** Typed configuration for tests without Quarkus: production defaults, except for the values set by a test. */
public final class MappedConfig {

    private MappedConfig() {}

    /**
     * The configuration of an interface.
     *
     * @param namesAndValues below the interface's prefix, such as {@code "timeout", "1s"}
     */
    public static <T> T of(Class<T> type, String... namesAndValues) {
        String prefix = type.getAnnotation(ConfigMapping.class).prefix();
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put(prefix + "." + namesAndValues[i], namesAndValues[i + 1]);
        }
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(type)
                .withSources(new PropertiesConfigSource(values, "test", 100))
                .build()
                .getConfigMapping(type);
    }
}
