package blobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** Each run is like one in another process: only the stored state is passed on. */
class SweeperTest {

    @TempDir
    private Path directory;

    private BlobsConfig config;

    @BeforeEach
    void configure() {
        config = MappedBlobs.config(directory);
    }

    @Test
    void removesAtTheSecondLookWhatIsStillNotNeeded() throws Exception {
        UUID orphan = blobs();
        UUID accepted = blobs();

        String left = run("{}");
        assertThat(folder(orphan)).isDirectory();
        left = run(left, accepted);

        assertThat(folder(orphan)).doesNotExist();
        assertThat(folder(accepted)).isDirectory();
        assertThat(run(left, accepted)).doesNotContain(accepted.toString());
    }

    @Test
    void suspectsAgainWhatItFindsAgain() throws Exception {
        UUID retried = blobs();
        String left = run(run("{}"), retried);

        left = run(left);
        assertThat(folder(retried)).isDirectory();
        run(left);

        assertThat(folder(retried)).doesNotExist();
    }

    private String run(String left, UUID... needed) throws Exception {
        Sweeper sweeper = new Sweeper(config, new FileBlobStore(config), new ObjectMapper());
        return sweeper.sweep(left, (jobs, retention) -> Set.of(needed));
    }

    private UUID blobs() throws Exception {
        UUID job = UUID.randomUUID();
        Files.createDirectories(folder(job));
        Files.createFile(folder(job).resolve("video.mp4"));
        Files.setLastModifiedTime(folder(job), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        return job;
    }

    private Path folder(UUID job) {
        return directory.resolve("jobs").resolve(job.toString());
    }
}
