package blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

class FileBlobStoreTest extends BlobStoreContract {

    @Override
    String[] settings() {
        return new String[0];
    }

    @Override
    BlobStore store(BlobsConfig config, LocalFiles files, CamelContext camel) {
        return new FileBlobStore(config);
    }

    @Override
    String endpoint(BlobsConfig config) {
        return config.file().endpoint();
    }

    @Test
    void failsWhereThereIsNothingToFlush() {
        String missing = local.resolve("jobs/x/video.mp4").toString();

        assertThatThrownBy(() -> store().flush(missing)).isInstanceOf(IOException.class);
    }

    @Test
    void flushesNothingWhereThatIsNotWanted() {
        String missing = local.resolve("jobs/x/video.mp4").toString();
        BlobStore store = new FileBlobStore(MappedBlobs.config(local, "fsync", "false"));

        assertThatCode(() -> store.flush(missing)).doesNotThrowAnyException();
    }

    @Test
    void leavesNoEmptyFolderBehind() throws Exception {
        put(VIDEO, bytes(10));

        store().deleteJob(JOB);

        assertThat(local.resolve("jobs")).isEmptyDirectory();
    }

    @Test
    void noOtherUserReadsBlobs() throws Exception {
        put(VIDEO, bytes(10));

        try (Stream<Path> files = Files.walk(local.resolve("jobs"))) {
            assertThat(files).hasSize(3).allSatisfy(file -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo(Files.isDirectory(file) ? "rwx------" : "rw-------"));
        }
    }
}
