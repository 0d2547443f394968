package local;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Local mode, of use in dev mode alone. */
@ConfigMapping(prefix = "creative.local")
public interface LocalConfig {
    /** Whether the service brings its own servers and demo client. Dev mode sets it; default false. */
    @WithDefault("false")
    boolean enabled();

    /** Whether the first start of local mode makes a sample campaign with its ads; default true. */
    @WithDefault("true")
    boolean sample();
}
