package http;

import calls.UploadedFile;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.arc.Unremovable;
import org.apache.camel.Variable;

import java.nio.file.Path;
import java.util.Map;
import jakarta.inject.Singleton;

/** The files that came with a call, by the names of their form fields. */
@Singleton
@Unremovable
public class Uploads {

    /** The picture of an image creative. */
    public Path image(@Variable("files") Map<String, UploadedFile> files) {
        return files.get("image").path();
    }

    /** The name of the picture's file, or of the creative where the file has none. */
    public String imageName(@Variable("files") Map<String, UploadedFile> files, @Variable("request") JsonNode request) {
        String fileName = files.get("image").fileName();
        return fileName.isBlank() ? request.path("name").asText() : fileName;
    }

    /** The video of a job. */
    public Path video(@Variable("files") Map<String, UploadedFile> files) {
        return files.get("video").path();
    }

    /** The thumbnail of a job, or null. */
    public Path thumbnail(@Variable("files") Map<String, UploadedFile> files) {
        UploadedFile thumbnail = files.get("thumbnail");
        return thumbnail == null ? null : thumbnail.path();
    }
}
