package extensions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.nio.file.Path;
import java.time.Duration;

/** The operator's own routes. */
@ConfigMapping(prefix = "creative.routes")
public interface RouteFilesConfig {

    /**
     * The directory of YAML files, relative to the working directory; it may be missing. Subdirectories are not read.
     */
    @WithDefault("routes")
    Path directory();

    /** Interval at which the directory is scanned. */
    @WithDefault("1s")
    Duration interval();
}
