package observability;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Periodic measurements. */
@ConfigMapping(prefix = "creative.observability")
public interface ObservabilityConfig {

    /** Interval at which each process counts jobs, wake-ups and open intents. */
    @WithDefault("5s")
    Duration backlogInterval();
}
