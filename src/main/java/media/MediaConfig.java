package media;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.time.Duration;

/** Images and videos, and downloads of URLs. */
@ConfigMapping(prefix = "creative.media")
public interface MediaConfig {

    /** The largest picture, uploaded or downloaded. */
    @WithDefault("30M")
    MemorySize maxImage();

    /** The largest file that is downloaded. */
    @WithDefault("4G")
    MemorySize maxDownload();

    /** Total time limit of one attempt to download a file. */
    @WithDefault("30m")
    Duration downloadTimeout();

    /**
     * How long a server may take to begin its answer, and the period in which {@code creative.media.download-rate} must be
     * reached.
     */
    @WithDefault("20s")
    Duration downloadPeriod();

    /** Bytes a second that a server must send on average over {@code creative.media.download-period}. */
    @WithDefault("16K")
    MemorySize downloadRate();

    /** Downloads at once in a process. Each holds a worker; one client has its share ({@code creative.api.shares}). */
    @WithDefault("2")
    int downloads();

    /** The endpoint that fetches a file. */
    String downloadEndpoint();
}
