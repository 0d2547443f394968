package settings;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import org.eclipse.microprofile.config.spi.ConfigSource;

import java.util.List;
import java.util.Optional;

/**
 * Adds the properties that {@link EnvironmentSettings} derives from environment variables, and stops the start first of
 * all if they are invalid: the framework prints only the message.
 */
public class EnvironmentConfigSourceFactory implements ConfigSourceFactory {
    /** Above {@code application.properties} (250), below plain environment variables (300). */
    private static final int ORDINAL = 275;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        if (BuildTime.current()) {
            return List.of();
        }
        boolean production = LaunchMode.current() == LaunchMode.NORMAL;
        EnvironmentSettings settings = new EnvironmentSettings(name -> value(context, name), production);
        try {
            return List.of(new PropertiesConfigSource(
                    settings.toProperties(), "Variables ROLES, DATABASE_URL, REDIS_ADDR", ORDINAL));
        } catch (InvalidSettingException e) {
            throw new ConfigurationException(e.getMessage());
        }
    }

    private static Optional<String> value(ConfigSourceContext context, String name) {
        return Optional.ofNullable(context.getValue(name)).map(ConfigValue::getValue);
    }
}
