package graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Limits of a worker's jobs on calls to Meta. */
@ConfigMapping(prefix = "creative.worker")
public interface WorkerCallsConfig {

    /** Concurrent jobs, and so concurrent calls to Meta, for the worker of this process; {@code MAX_CONCURRENCY}. */
    @WithDefault("3")
    int maxConcurrency();
}
