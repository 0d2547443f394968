package media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.util.List;

/**
 * The properties of a file, read from its content before the upload.
 *
 * @param mediaType such as {@code video/mp4}
 * @param sha256 of its bytes, in hexadecimal
 * @param width of the picture as it is shown; null if unknown, as are the next two
 * @param codec of a video's picture track, such as {@code avc1}
 * @param warnings possible problems at Meta
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record FileFacts(
        Medium.Kind kind,
        String mediaType,
        String sha256,
        long bytes,
        Integer width,
        Integer height,
        Long durationMs,
        String codec,
        List<Medium.Warning> warnings) {

    /** The same with a digest. */
    public FileFacts digested(String digest) {
        return new FileFacts(kind, mediaType, digest, bytes, width, height, durationMs, codec, warnings);
    }
}
