package clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** The status of access tokens. */
@ConfigMapping(prefix = "creative.tokens")
public interface TokensConfig {

    /**
     * How long a process caches a client's token status. During that time another process may still call with a
     * rejected token, or reject calls after the client was set again. Default 1 s.
     */
    @WithDefault("1s")
    Duration statusLifetime();
}
