package observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** What is looked at from time to time, to be shown. */
@ConfigMapping(prefix = "creative.observability")
public interface ObservabilityConfig {

    /** How often each process counts jobs, wake-ups and open intents. */
    @WithDefault("5s")
    Duration backlogInterval();
}
