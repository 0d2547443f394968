package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import blobs.S3Server;
import com.fasterxml.jackson.databind.JsonNode;
import local.ServiceProcess;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Blobs in a bucket: API and worker share no directory. */
@ExtendWith(ClusterExtension.class)
class BucketIT {

    /** Larger than the heap of any process. Manual runs: {@code -Dharness.large-video-mib=500}. */
    private static final long LARGE_MIB = Long.getLong("harness.large-video-mib", 120);

    @TempDir
    private Path home;

    private final Cluster cluster;

    BucketIT(Cluster cluster) {
        this.cluster = cluster;
    }

    @Test
    void aVideoLargerThanTheMemoryGoesFromOneDiskToAnotherByteByByte() throws Exception {
        try (S3Server server = S3Server.start(home.resolve("buckets"))) {
            ServiceProcess api = cluster.startAnotherApi(settings(server, "api"));
            ServiceProcess worker = cluster.startWorker(settings(server, "worker"));
            api.awaitReady();
            worker.awaitReady();
            Clip clip = cluster.clip("feature film", LARGE_MIB * Clip.MIB + 7);

            String jobId = Cluster.callerOf(api).accepted(Cluster.CLIENT, clip);
            JsonNode job = cluster.awaitEnd(jobId, Duration.ofMinutes(5));

            assertThat(job.path("status").asText()).as("status of %s", job).isEqualTo("succeeded");
            assertThat(cluster.sandbox().state().videos()).singleElement().satisfies(video -> assertThat(
                            video.path("sha256").asText())
                    .isEqualTo(clip.sha256()));
            await("removal of the blobs").untilAsserted(() -> assertThat(List.of("buckets", "api", "worker"))
                    .flatMap(this::filesOf)
                    .isEmpty());
        }
    }

    private Map<String, String> settings(S3Server server, String disk) {
        Map<String, String> settings = new HashMap<>(server.environment());
        settings.put("BLOB_DIR", home.resolve(disk).toString());
        return settings;
    }

    private Collection<File> filesOf(String disk) {
        Path directory = home.resolve(disk);
        return Files.isDirectory(directory) ? FileUtils.listFiles(directory.toFile(), null, true) : List.of();
    }
}
