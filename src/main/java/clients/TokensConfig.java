package clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How tokens are watched. */
@ConfigMapping(prefix = "creative.tokens")
public interface TokensConfig {

    /**
     * How long a process trusts what it read of a client's token status: so long another process may go on calling with a
     * token that was rejected, or hold calls back after the client was set again. Default 1 s.
     */
    @WithDefault("1s")
    Duration statusLifetime();
}
