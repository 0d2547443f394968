package blobs;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** Where the files of jobs are stored, and for how long. */
@ConfigMapping(prefix = "creative.blobs")
public interface BlobsConfig {

    /** The kind of store: {@code file}, a directory that api and worker processes share, or {@code s3}, a bucket. */
    @WithDefault("file")
    Store store();

    /**
     * The root of the store {@code file}. With {@code s3}, a directory of each process for uploads and windows in
     * progress.
     */
    @WithDefault("/data/blob")
    Path dir();

    /** If true, a blob must be on disk, beyond the operating system's cache, before its job is accepted. */
    @WithDefault("true")
    boolean fsync();

    /** Maximum number of pixels of an image, width times height, by its header. */
    @WithDefault("100000000")
    long maxPixels();

    /** How long the blobs of failed and cancelled jobs are kept, for a retry. */
    @WithDefault("7d")
    Duration retention();

    /** How long a blob without a job must be unchanged before the sweeper deletes it. */
    @WithDefault("15m")
    Duration orphanAge();

    /** Interval of the sweeper. */
    @WithDefault("1m")
    Duration sweepInterval();

    /**
     * The Camel endpoint that stores a blob under the name in {@code CamelFileName} and {@code CamelAwsS3Key}. By
     * default the endpoint of the selected store.
     */
    String endpoint();

    /** The store {@code file}. */
    FileStore file();

    /** The store {@code s3}: Amazon S3, or a compatible service. */
    S3 s3();

    /** The kinds of store. */
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

        /** Its Camel endpoint; {@code partSize} is in bytes, and larger files are uploaded in parts. */
        String endpoint();

        /** The name of the bucket, which must exist. */
        Optional<String> bucket();

        /** The region of the bucket. */
        @WithDefault("us-east-1")
        String region();

        /** The address of a compatible service. */
        Optional<URI> url();

        /** If true, the bucket is in the path of URLs instead of the host name, as MinIO requires. */
        @WithDefault("false")
        boolean pathStyle();

        /**
         * The access key. Unset, the default credentials chain of AWS is used: environment, profile, role of the
         * machine.
         */
        Optional<String> accessKey();

        /** The secret key that belongs to the access key. */
        Optional<String> secretKey();

        /** Timeout of connecting, and of silence afterwards. */
        @WithDefault("10s")
        Duration timeout();

        /** Time limit of one call including its retries: an upload's part, a window, a list. */
        @WithDefault("1m")
        Duration callTimeout();

        /** Maximum number of attempts of a call that fails temporarily. A part of an upload is sent once. */
        @WithDefault("3")
        int attempts();
    }
}
