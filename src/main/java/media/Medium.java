package media;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * An image or video of an ad account, uploaded once and used by many creatives.
 *
 * @param kind null until a download shows the type
 * @param sha256 digest of the bytes, in hexadecimal; null until all bytes have arrived
 * @param codec of the video track, such as {@code avc1}; null for an image
 * @param imageHash Meta's hash of an image; null until it is at Meta
 * @param videoId Meta's id of a video; null until it is at Meta
 * @param thumbnailHash Meta's hash of a video's thumbnail; null until it is at Meta
 * @param error the problem that ended its upload, as the API reports it; null without one
 * @param jobId the job that uploads it to Meta, or null
 * @param checkedAt when it was last found at Meta
 * @param deduplicated whether Meta had the bytes before they were sent
 */
@JsonNaming(SnakeCaseStrategy.class)
@JsonIgnoreProperties(ignoreUnknown = true)
public record Medium(
        UUID mediaId,
        String clientId,
        String adAccountId,
        Kind kind,
        Status status,
        String name,
        String sha256,
        Long bytes,
        Integer width,
        Integer height,
        Long durationMs,
        String codec,
        String imageHash,
        String videoId,
        String thumbnailHash,
        List<Warning> warnings,
        JsonNode error,
        UUID jobId,
        Instant checkedAt,
        Instant createdAt,
        boolean deduplicated) {

    /** The kinds of media. */
    public enum Kind {
        @JsonProperty("image")
        IMAGE,
        @JsonProperty("video")
        VIDEO
    }

    /** The progress of the upload to Meta. */
    public enum Status {
        @JsonProperty("pending")
        PENDING,
        @JsonProperty("downloading")
        DOWNLOADING,
        @JsonProperty("uploading")
        UPLOADING,
        @JsonProperty("processing")
        PROCESSING,
        @JsonProperty("ready")
        READY,
        @JsonProperty("failed")
        FAILED
    }

    /**
     * A possible problem that is no reason for rejection.
     *
     * @param code a stable name, such as {@code moov-at-end}
     * @param detail its meaning and the solution
     */
    public record Warning(String code, String detail) {}

    /** Returns true for an image; false while the type is unknown. */
    public boolean isPicture() {
        return kind == Kind.IMAGE;
    }

    /** Returns true if a creative can show it. */
    public boolean isReady() {
        return status == Status.READY;
    }
}
