package outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** The limits of calls by {@code http} and {@code https} endpoints that name no client of their own. */
@ConfigMapping(prefix = "creative.outbound")
public interface OutboundCallsConfig {

    /** How long one call may take in all. */
    @WithDefault("60s")
    Duration timeout();

    /** The size of an answer; a larger one fails the call. */
    @WithDefault("10M")
    MemorySize maxAnswer();
}
