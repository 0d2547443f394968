package blobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.nio.file.Path;
import java.time.Duration;

/** Where the bytes of jobs rest, and for how long. */
@ConfigMapping(prefix = "creative.blobs")
public interface BlobsConfig {

    /** The root, shared by api and worker processes. */
    @WithDefault("/data/blob")
    Path dir();

    /** Whether a blob must be on disk, beyond the operating system's cache, before its job is accepted. */
    @WithDefault("true")
    boolean fsync();

    /** How many pixels a picture may have, width times height, as its header says. */
    @WithDefault("100000000")
    long maxPixels();

    /** How long the blobs of failed and cancelled jobs are kept, for a retry. */
    @WithDefault("7d")
    Duration retention();

    /** How long something that belongs to no job must not have been written to before it is swept away. */
    @WithDefault("15m")
    Duration orphanAge();

    /** How often it is looked for. */
    @WithDefault("1m")
    Duration sweepInterval();

    /** The Camel endpoint that stores a blob under the name in {@code CamelFileName}. */
    String endpoint();
}
