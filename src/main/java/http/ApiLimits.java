package http;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How large a request may be, in bytes with a unit ({@code 30M}, {@code 4G}; powers of 1024). The length of
 * one text field of a form is Quarkus's {@code quarkus.http.limits.max-form-attribute-size}.
 */
@ConfigMapping(prefix = "creative.api.limits")
public interface ApiLimits {

    /** A JSON body, or what a form holds besides its files. Default 1 MB. */
    @WithDefault("1M")
    MemorySize json();

    /** The body of a launch. Default 5 MB. */
    @WithDefault("5M")
    MemorySize launch();

    /** An image or thumbnail file. Default 30 MB. */
    @WithDefault("30M")
    MemorySize image();

    /** A video file. Default 4 GB. */
    @WithDefault("4G")
    MemorySize video();

    /**
     * Free space that an upload must leave on the file system of the blobs; otherwise it is rejected with 507. Default
     * 256 MB.
     */
    @WithDefault("256M")
    MemorySize freeDisk();

    /** The limit of a file or body that the contract marks with {@code x-limit}, in bytes. */
    default long of(String name) {
        return switch (name) {
            case "launch" -> launch().asLongValue();
            case "image" -> image().asLongValue();
            case "video" -> video().asLongValue();
            default -> throw new IllegalArgumentException("The contract names an unknown x-limit: " + name);
        };
    }
}
