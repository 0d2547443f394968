package blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import settings.MappedConfig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

class BlobStoreTest {

    private static final UUID JOB_ID = UUID.fromString("6f2c1d9e-8a4b-4c0f-9b2e-1f6a7c3d5e80");

    private final BlobNames names = new BlobNames();

    @TempDir
    Path root;

    @Test
    void namesBlobsByJobAndType() {
        assertThat(names.video(JOB_ID, "video/mp4")).isEqualTo("jobs/" + JOB_ID + "/video.mp4");
        assertThat(names.video(JOB_ID, "video/quicktime")).isEqualTo("jobs/" + JOB_ID + "/video.mov");
        assertThat(names.thumbnail(JOB_ID, "image/png")).isEqualTo("jobs/" + JOB_ID + "/thumb.png");
        assertThat(names.thumbnail(JOB_ID, "image/jpeg")).isEqualTo("jobs/" + JOB_ID + "/thumb.jpg");
        assertThat(names.thumbnail(JOB_ID, null)).isNull();
    }

    @Test
    void findsABlob() throws IOException {
        Path blob = blob(JOB_ID);

        assertThat(store("true").file("jobs/" + JOB_ID + "/video.mp4")).isEqualTo(blob);
        assertThat(store("true").size(blob)).isEqualTo(3);
    }

    @Test
    void saysWhichBlobIsMissing() {
        assertThatThrownBy(() -> store("true").file("jobs/x/video.mp4"))
                .isInstanceOf(BlobMissingException.class)
                .hasMessageContaining("jobs/x/video.mp4")
                .hasMessageContaining("BLOB_DIR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void flushesABlob(String fsync) throws IOException {
        Path blob = blob(JOB_ID);

        assertThatCode(() -> store(fsync).flush(blob.toString())).doesNotThrowAnyException();
    }

    @Test
    void failsWhereThereIsNothingToFlush() {
        String missing = root.resolve("jobs/x/video.mp4").toString();

        assertThatThrownBy(() -> store("true").flush(missing)).isInstanceOf(IOException.class);
    }

    @Test
    void removesTheBlobsOfOneJobAlone() throws IOException {
        UUID other = UUID.randomUUID();
        blob(JOB_ID);
        Path kept = blob(other);

        store("true").deleteJob(JOB_ID);

        assertThat(root.resolve("jobs").resolve(JOB_ID.toString())).doesNotExist();
        assertThat(kept).exists();
    }

    @Test
    void removesNothingWhereThereIsNothing() {
        assertThatCode(() -> store("true").deleteJob(JOB_ID)).doesNotThrowAnyException();
    }

    private BlobStore store(String fsync) {
        return new BlobStore(
                MappedConfig.of(BlobsConfig.class, "dir", root.toString(), "fsync", fsync, "endpoint", "file:" + root));
    }

    private Path blob(UUID jobId) throws IOException {
        Path folder = Files.createDirectories(root.resolve("jobs").resolve(jobId.toString()));
        return Files.write(folder.resolve("video.mp4"), new byte[3]);
    }
}
