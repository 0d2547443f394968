package jobs;

import clients.Client;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Makes a job of what a caller sent, once its bytes are in the blob store. */
@Singleton
@Unremovable
public class Acceptance {

    private static final String CLIENT_ID = "client_id";

    private final ObjectMapper mapper;
    private final JobsConfig config;

    @Inject
    public Acceptance(ObjectMapper mapper, JobsConfig config) {
        this.mapper = mapper;
        this.config = config;
    }

    /** A new job's id. */
    public UUID newId() {
        return UUID.randomUUID();
    }

    /** The parameters of {@code insert-job.sql} for a video. */
    public Map<String, Object> video(
            @Variable("jobId") UUID jobId,
            @Variable("client") Client client,
            @Variable("request") ObjectNode request,
            @Variable("videoBlob") String video,
            @Variable("thumbnailBlob") String thumbnail,
            @Variable("videoSize") long bytes) {
        ObjectNode input = request.deepCopy();
        input.remove(CLIENT_ID);
        Map<String, Object> row = new HashMap<>();
        row.put("job_id", jobId.toString());
        row.put("client_id", client.clientId());
        row.put("type", VideoCreative.TYPE);
        row.put("ad_account_id", client.adAccountId());
        row.put("page_id", client.pageId());
        row.put("instagram_user_id", client.instagramUserId());
        row.put("input", input.toString());
        row.put("video_path", video);
        row.put("thumbnail_path", thumbnail);
        row.put("bytes_total", bytes);
        row.put("max_attempts", config.maxAttempts());
        return row;
    }

    /** The answer to an accepted job. */
    public ObjectNode answer(@Variable("jobId") UUID jobId) {
        return mapper.createObjectNode().put("job_id", jobId.toString());
    }
}
