package harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import local.FileServer;
import local.ServiceProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Workers killed by {@code kill -9} while they bring a medium to Meta. */
@ExtendWith(ClusterExtension.class)
class MediaCrashIT {

    private static final Map<String, String> SETTINGS = Map.of(
            "CREATIVE_OUTBOUND_ALLOW_PRIVATE_ADDRESSES", "true",
            "CREATIVE_JOBS_LEASE", "1s",
            "CREATIVE_JOBS_RENEW_INTERVAL", "300ms");
    private static final int SLICE = 1024 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Cluster cluster;

    MediaCrashIT(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Killed once in the download and once in the upload: what has arrived is not asked for again. */
    @Test
    void aMediumIsDownloadedAndUploadedOnce() throws Exception {
        cluster.startApi(SETTINGS).awaitReady();
        for (int worker = 0; worker < 3; worker++) {
            cluster.startWorker(SETTINGS).awaitReady();
        }
        cluster.sandbox().set(Map.of("chunk_bytes", Clip.MIB, "latency_ms", 150));
        Clip clip = cluster.clip("downloaded", 20 * Clip.MIB);
        byte[] file = Files.readAllBytes(clip.file());
        try (FileServer server = new FileServer((request, out) -> {
            FileServer.send(request, out, file, "\"v1\"", 0);
            FileServer.writeSlowly(out, file, request.offset(), SLICE, Duration.ofMillis(100));
        })) {
            ApiClient.Answer accepted = cluster.api().mediumByUrl(Cluster.CLIENT, server.url("/film.mp4"));
            String jobId = accepted.jobId();
            String mediaId = accepted.body().path("media_id").asText();
            await("middle of the download").atMost(LIMIT).until(() -> arrived() > 4L * SLICE);
            cluster.holder(jobId).orElseThrow().kill();

            await("middle of the upload")
                    .atMost(LIMIT)
                    .until(() -> cluster.sandbox().state().transfers().size() >= 4);
            ServiceProcess second = cluster.holder(jobId).orElseThrow();
            second.kill();

            JsonNode job = cluster.awaitEnd(jobId, LIMIT);
            assertThat(job.path("status").asText()).isEqualTo("succeeded");
            assertThat(job.path("attempts").asInt()).isEqualTo(1);
            assertThat(job.path("crashes").asInt()).isEqualTo(2);
            List<FileServer.Request> requests = server.requests();
            assertThat(requests).hasSize(2);
            assertThat(requests.get(1).offset()).isGreaterThan(4 * SLICE);
            assertThat(requests.get(1).headers()).containsEntry("if-range", "\"v1\"");
            JsonNode medium = cluster.api().medium(mediaId);
            assertThat(medium.path("status").asText()).isEqualTo("ready");
            assertThat(medium.path("sha256").asText()).isEqualTo(clip.sha256());
            assertThat(cluster.sandbox().state().videos()).hasSize(1);
            assertThat(cluster.sandbox().state().videos(clip.sha256())).hasSize(1);
            assertThat(medium.path("video_id").asText())
                    .isEqualTo(job.path("result").path("video_id").asText());
        }
    }

    /** How many bytes of the download are in the blob store. */
    private long arrived() {
        return cluster.blobs().stream()
                .map(java.nio.file.Path::toFile)
                .mapToLong(file -> file.isDirectory() ? size(file) : file.length())
                .sum();
    }

    private static long size(java.io.File folder) {
        java.io.File[] files = folder.listFiles();
        long sum = 0;
        for (java.io.File file : files == null ? new java.io.File[0] : files) {
            sum += file.length();
        }
        return sum;
    }
}
