package http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How many callers may hold on to the API of one process. */
@ConfigMapping(prefix = "creative.api.connections")
public interface ApiConnections {

    /** Event streams open at once; one more is refused with 503. */
    @WithDefault("1000")
    int maxEventStreams();
}
