package blobs;

import settings.MappedConfig;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The blob settings of a test, completed like {@code application.properties} does. */
public final class MappedBlobs {

    private MappedBlobs() {}

    /**
     * @param dir the directory of blobs, or of the process
     * @param namesAndValues below {@code creative.blobs}
     */
    public static BlobsConfig config(Path dir, String... namesAndValues) {
        List<String> completed = List.of(
                "dir",
                dir.toString(),
                "endpoint",
                "unused",
                "file.endpoint",
                shipped("creative.blobs.file.endpoint").replace("${creative.blobs.dir}", dir.toString()),
                "s3.endpoint",
                shipped("creative.blobs.s3.endpoint").replace("${creative.blobs.s3.bucket:unset}", S3Server.BUCKET));
        return MappedConfig.of(
                BlobsConfig.class,
                Stream.concat(completed.stream(), Stream.of(namesAndValues)).toArray(String[]::new));
    }

    private static String shipped(String name) {
        Properties properties = new Properties();
        try (InputStream file = MappedBlobs.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty(name);
    }
}
