package clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** How long a process trusts what it read of clients and their keys. */
@ConfigMapping(prefix = "creative.clients")
public interface ClientsConfig {

    /** How long a client's row is kept in mind: so long a change by another process may go unnoticed. Default 2 s. */
    @WithDefault("2s")
    Duration lifetime();

    /** The same for a key: so long one that was revoked through another process may still open. Default 3 s. */
    @WithDefault("3s")
    Duration keyLifetime();
}
