package graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** What a synchronous call of the API may take of Meta. */
@ConfigMapping(prefix = "creative.api")
public interface ApiCallsConfig {

    /** Calls to Meta at once for the API of this process; {@code MAX_CONCURRENCY}. */
    @WithDefault("6")
    int maxConcurrency();

    /** A synchronous call in all. */
    @WithDefault("60s")
    Duration deadline();

    /** How long a call waits for a free call to Meta. */
    @WithDefault("5s")
    Duration slotWait();
}
