package graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Limits of synchronous API calls on calls to Meta. */
@ConfigMapping(prefix = "creative.api")
public interface ApiCallsConfig {

    /** Concurrent calls to Meta for the API of this process; {@code MAX_CONCURRENCY}. */
    @WithDefault("6")
    int maxConcurrency();

    /** Deadline of a synchronous call. */
    @WithDefault("60s")
    Duration deadline();

    /** How long a call waits for a slot to call Meta. */
    @WithDefault("5s")
    Duration slotWait();
}
