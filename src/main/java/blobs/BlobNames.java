package blobs;

import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Names of blobs: {@code jobs/<job_id>/video.mp4}. Nothing that a caller sends is part of one. */
@Singleton
public class BlobNames {

    /** Where the blobs of all jobs are. */
    static final String FOLDER = "jobs";

    /** The name of a job's video, by its media type. */
    public String video(UUID jobId, String mediaType) {
        return FOLDER + "/" + jobId + "/video." + ("video/quicktime".equals(mediaType) ? "mov" : "mp4");
    }

    /** The name of a job's thumbnail, by its media type. */
    public String thumbnail(UUID jobId, String mediaType) {
        return FOLDER + "/" + jobId + "/thumb." + ("image/jpeg".equals(mediaType) ? "jpg" : "png");
    }

    /** The name of the frame of a job's video that Meta prefers, which is a JPEG; it stands for a thumbnail. */
    public String frame(UUID jobId) {
        return FOLDER + "/" + jobId + "/frame.jpg";
    }

    /** The job that a folder's name says; empty if it is none. */
    static Optional<UUID> job(String folder) {
        try {
            return Optional.of(UUID.fromString(folder));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
