package blobs;

import java.util.Optional;
import java.util.UUID;
import jakarta.inject.Singleton;

/** Names of blobs: {@code jobs/<job_id>/video.mp4}. They contain nothing that a caller sends. */
@Singleton
public class BlobNames {

    /** The folder of all jobs' blobs. */
    static final String FOLDER = "jobs";

    /** The name of a job's video, by media type. */
    public String video(UUID jobId, String mediaType) {
        return FOLDER + "/" + jobId + "/video." + ("video/quicktime".equals(mediaType) ? "mov" : "mp4");
    }

    /** The name of a job's thumbnail, by media type. */
    public String thumbnail(UUID jobId, String mediaType) {
        return FOLDER + "/" + jobId + "/thumb." + ("image/jpeg".equals(mediaType) ? "jpg" : "png");
    }

    /** The name of the frame of a job's video that Meta prefers, a JPEG that is used as thumbnail. */
    public String frame(UUID jobId) {
        return FOLDER + "/" + jobId + "/frame.jpg";
    }

    /** The name of a job's file that is downloaded, whatever it turns out to be. */
    public String download(UUID jobId) {
        return FOLDER + "/" + jobId + "/file";
    }

    /** The job of a folder; empty if the folder is not a job's. */
    static Optional<UUID> job(String folder) {
        try {
            return Optional.of(UUID.fromString(folder));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
