package settings;

import io.smallrye.config.ConfigMapping;

import java.util.OptionalInt;

/** Where health and metrics are. */
@ConfigMapping(prefix = "creative.management")
public interface ManagementConfig {
    /** TCP port that health and metrics move to; unset, they are on the port of the API. Variable {@code MANAGEMENT_PORT}. */
    OptionalInt port();
}
