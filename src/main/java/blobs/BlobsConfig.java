package blobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the bytes of jobs rest, and for how long. */
@ConfigMapping(prefix = "creative.blobs")
public interface BlobsConfig {

    /** What keeps them: {@code file}, a directory that api and worker processes share, or {@code s3}, a bucket. */
    @WithDefault("file")
    Store store();

    /**
     * The root of the store {@code file}. With {@code s3} a directory of each process for uploads and windows in
     * progress.
     */
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

    /**
     * The Camel endpoint that stores a blob under the name in {@code CamelFileName} and {@code CamelAwsS3Key}: the one of
     * the store, unless it is set.
     */
    String endpoint();

    /** The store {@code file}. */
    FileStore file();

    /** The store {@code s3}: Amazon's, or what speaks like it. */
    S3 s3();

    /** What keeps blobs. */
    enum Store {
        FILE,
        S3
    }

    /** A directory. */
    interface FileStore {

        /** Its Camel endpoint. */
        String endpoint();
    }

    /** A bucket. */
    interface S3 {

        /** Its Camel endpoint; {@code partSize} is in bytes, and what is larger goes in several parts. */
        String endpoint();

        /** Its name. It must be there. */
        Optional<String> bucket();

        /** The region of the bucket. */
        @WithDefault("us-east-1")
        String region();

        /** The address of a service other than Amazon's. */
        Optional<URI> url();

        /** Whether the bucket stands in the path of URLs instead of the host's name, as MinIO wants it. */
        @WithDefault("false")
        boolean pathStyle();

        /** The access key; without it Amazon's default chain is asked: environment, profile, role of the machine. */
        Optional<String> accessKey();

        /** The secret that goes with it. */
        Optional<String> secretKey();

        /** How long a connection may take, and then be silent. */
        @WithDefault("10s")
        Duration timeout();

        /** How long a call may take in all, its repetitions included: an upload's part, a window, a list. */
        @WithDefault("1m")
        Duration callTimeout();

        /** How often a call is made that fails for the moment; a part of an upload is sent once. */
        @WithDefault("3")
        int attempts();
    }
}
