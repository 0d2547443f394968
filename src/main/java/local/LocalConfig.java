package local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Local mode, only for dev mode. */
@ConfigMapping(prefix = "creative.local")
public interface LocalConfig {
    /** Whether the service starts its own servers and registers the demo client. Dev mode sets it; default false. */
    @WithDefault("false")
    boolean enabled();

    /** Whether the first start of local mode creates a sample campaign with its ads; default true. */
    @WithDefault("true")
    boolean sample();
}
