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
 * A picture or video of an ad account: uploaded once, used by many creatives.
 *
 * @param kind null until a download shows what the file is
 * @param sha256 of the bytes, in hexadecimal; null until all bytes are here
 * @param codec of the video track, such as {@code avc1}; null for a picture
 * @param imageHash Meta's hash of a picture; null until it is at Meta
 * @param videoId Meta's id of a video; null until it is at Meta
 * @param thumbnailHash Meta's hash of a video's thumbnail; null until it is at Meta
 * @param error the problem that ended its upload, as the API reports it; null without one
 * @param jobId the job that brings it to Meta, or null
 * @param checkedAt when Meta was last seen to have it
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
        Instant createdAt) {

    /** What it is. */
    public enum Kind {
        @JsonProperty("image")
        IMAGE,
        @JsonProperty("video")
        VIDEO
    }

    /** How far it is on its way to Meta. */
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
     * What may go wrong with it, without being refused.
     *
     * @param code a stable name, such as {@code moov-at-end}
     * @param detail what it means and what to do
     */
    public record Warning(String code, String detail) {}

    /** Whether a creative can show it. */
    public boolean isReady() {
        return status == Status.READY;
    }
}
