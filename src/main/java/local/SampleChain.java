package local;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.profile.IfBuildProfile;
import io.quarkus.vertx.http.HttpServerStart;
import org.jboss.logging.Logger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;

/**
 * On the first start of local mode, creates a campaign, an ad set, an image creative, a video creative and an ad
 * through its own API, as sample data. A failure is logged and retried at the next start.
 */
@Singleton
@IfBuildProfile("dev")
public class SampleChain {
    private static final Logger LOG = Logger.getLogger(SampleChain.class);
    private static final Path DONE = LocalMode.DIRECTORY.resolve("sample-done");
    private static final Duration JOB_LIMIT = Duration.ofMinutes(5);

    private final LocalConfig config;

    public SampleChain(LocalConfig config) {
        this.config = config;
    }

    void runOnce(@ObservesAsync HttpServerStart server) {
        if (!config.enabled() || !config.sample() || Files.exists(DONE)) {
            return;
        }
        try {
            run(new SampleApi("http://127.0.0.1:" + server.options().getPort()));
            Files.writeString(DONE, Instant.now().toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warnf("The sample chain failed and will be retried at the next start: %s", e.getMessage());
        }
    }

    private static void run(SampleApi api) throws IOException, InterruptedException {
        LOG.info("Running the sample chain");
        String campaign = api.createCampaign().path("campaign_id").asText();
        LOG.infof("campaign_id=%s", campaign);

        String adSet = api.createAdSet(campaign).path("adset_id").asText();
        LOG.infof("adset_id=%s", adSet);

        JsonNode image = api.createImageCreative(SampleMedia.picture());
        LOG.infof(
                "creative_id=%s image_hash=%s",
                image.path("creative_id").asText(), image.path("image_hash").asText());

        String job = api.createVideoCreative(SampleMedia.video()).path("job_id").asText();
        LOG.infof("job_id=%s", job);
        JsonNode video = result(api, job);
        String creative = video.path("creative_id").asText();
        LOG.infof("creative_id=%s video_id=%s", creative, video.path("video_id").asText());

        String ad = api.createAd(adSet, creative).path("ad_id").asText();
        LOG.infof("ad_id=%s", ad);
    }

    private static JsonNode result(SampleApi api, String jobId) throws IOException, InterruptedException {
        Instant deadline = Instant.now().plus(JOB_LIMIT);
        while (Instant.now().isBefore(deadline)) {
            // Answers at each change of the job, or after 20 s.
            JsonNode job = api.waitForJob(jobId);
            switch (job.path("status").asText()) {
                case "succeeded":
                    return job.path("result");
                case "failed", "cancelled":
                    throw new IOException("job " + jobId + " ended as " + job);
                default:
                    LOG.debugf("Job %s is at %s", jobId, job.path("step").asText());
            }
        }
        throw new IOException("job " + jobId + " did not end within " + JOB_LIMIT.toMinutes() + " minutes");
    }
}
