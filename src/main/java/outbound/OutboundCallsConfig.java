package outbound;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Limits of calls by {@code http} and {@code https} endpoints without a client of their own. */
@ConfigMapping(prefix = "creative.outbound")
public interface OutboundCallsConfig {

    /** Time limit of one call. */
    @WithDefault("60s")
    Duration timeout();

    /** Maximum size of an answer; a larger one fails the call. */
    @WithDefault("10M")
    MemorySize maxAnswer();
}
