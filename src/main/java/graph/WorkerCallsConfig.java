package graph;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the jobs of a worker may take of Meta. */
@ConfigMapping(prefix = "creative.worker")
public interface WorkerCallsConfig {

    /** Jobs, and so calls to Meta, at once for the worker of this process; {@code MAX_CONCURRENCY}. */
    @WithDefault("3")
    int maxConcurrency();
}
