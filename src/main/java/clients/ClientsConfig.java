package clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long a process caches clients and their keys. */
@ConfigMapping(prefix = "creative.clients")
public interface ClientsConfig {

    /**
     * How long a client's row is cached. A change by another process is visible after that time at the latest. Default
     * 2 s.
     */
    @WithDefault("2s")
    Duration lifetime();

    /**
     * How long a key is cached. A key revoked through another process is rejected after that time at the latest.
     * Default 3 s.
     */
    @WithDefault("3s")
    Duration keyLifetime();

    /** Calls per minute of a new key whose request names other fields but no number; 0 for no limit. */
    @WithDefault("120")
    int keyCalls();

    /** Creates per minute of a new key whose request names other fields but no number; 0 for no limit. */
    @WithDefault("20")
    int keyCreates();
}
