package settings;

import io.smallrye.config.ConfigMapping;

import java.util.OptionalInt;

/** The port of health and metrics. */
@ConfigMapping(prefix = "creative.management")
public interface ManagementConfig {
    /**
     * Separate TCP port for health and metrics; unset, they are on the port of the API. Variable {@code
     * MANAGEMENT_PORT}.
     */
    OptionalInt port();
}
