package blobs;

import settings.MappedConfig;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The blob settings of a test, as {@code application.properties} completes them. */
final class MappedBlobs {

    private MappedBlobs() {}

    /**
     * @param dir the directory of blobs, or of the process
     * @param namesAndValues below {@code creative.blobs}
     */
    static BlobsConfig config(Path dir, String... namesAndValues) {
        List<String> completed = List.of(
                "dir",
                dir.toString(),
                "endpoint",
                "unused",
                "file.endpoint",
                "file:" + dir,
                "s3.endpoint",
                "aws2-s3:" + S3Server.BUCKET + "?amazonS3Client=#blobsS3Client&multiPartUpload=true&partSize=8388608");
        return MappedConfig.of(
                BlobsConfig.class,
                Stream.concat(completed.stream(), Stream.of(namesAndValues)).toArray(String[]::new));
    }
}
