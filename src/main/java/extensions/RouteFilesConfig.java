package extensions;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.nio.file.Path;
import java.time.Duration;

/** Where routes of the operator's own are. */
@ConfigMapping(prefix = "creative.routes")
public interface RouteFilesConfig {

    /** The directory of YAML files, relative to the working directory; it need not exist. Those below are not read. */
    @WithDefault("routes")
    Path directory();

    /** How often the directory is looked at. */
    @WithDefault("1s")
    Duration interval();
}
