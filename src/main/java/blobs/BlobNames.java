package blobs;

import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.util.UUID;
import jakarta.inject.Singleton;

/** Names of blobs: {@code jobs/<job_id>/video.mp4}. Nothing that a caller sends is part of one. */
@Singleton
@Unremovable
public class BlobNames {

    /** The name of a job's video, by its media type. */
    public String video(@Variable("jobId") UUID jobId, @Variable("videoType") String mediaType) {
        return "jobs/" + jobId + "/video." + ("video/quicktime".equals(mediaType) ? "mov" : "mp4");
    }

    /** The name of the frame of a job's video that Meta prefers, which is a JPEG. */
    public String frame(@Variable("jobId") UUID jobId) {
        return "jobs/" + jobId + "/frame.jpg";
    }

    /** The name of a job's thumbnail, by its media type; null if there is none. */
    public String thumbnail(@Variable("jobId") UUID jobId, @Variable("thumbnailType") String mediaType) {
        if (mediaType == null) {
            return null;
        }
        return "jobs/" + jobId + "/thumb." + ("image/jpeg".equals(mediaType) ? "jpg" : "png");
    }
}
