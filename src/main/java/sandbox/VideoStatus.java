package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** The {@code status} of a video with its phases. Meta docs, "Video Status". */
final class VideoStatus {
    private static final int PROCESSING_FAILED = 1363008;

    private VideoStatus() {}

    /** @param reason why the processing of videos fails */
    static ObjectNode of(Video video, Instant now, String reason) {
        VideoOutcome outcome = video.outcome(now);
        boolean ready = outcome == VideoOutcome.READY;
        boolean failed = outcome == VideoOutcome.ERROR;
        Upload upload = video.upload();
        boolean cutOff = !video.uploaded() && upload != null && upload.expired(now);
        boolean expired = cutOff || outcome == VideoOutcome.EXPIRED;

        ObjectNode status = Json.object();
        status.put("video_status", ready ? "ready" : failed ? "error" : expired ? "expired" : "processing");
        status.put("processing_progress", ready ? 100 : 0);
        ObjectNode uploading = status.putObject("uploading_phase");
        if (video.uploaded()) {
            uploading.put("status", "complete").put("bytes_transferred", video.bytes());
            uploading.put("source_file_size", video.bytes());
        } else {
            uploading.put("status", cutOff ? "error" : "in_progress").put("bytes_transferred", upload.offset());
            uploading.put("source_file_size", upload.fileSize());
        }
        ObjectNode processing = status.putObject("processing_phase");
        processing.put("status", processingPhase(video, outcome));
        if (failed) {
            processing
                    .putArray("errors")
                    .addObject()
                    .put("code", PROCESSING_FAILED)
                    .put("message", reason);
        }
        status.putObject("publishing_phase").put("status", ready ? "complete" : "not_started");
        return status;
    }

    private static String processingPhase(Video video, VideoOutcome outcome) {
        if (outcome == null) {
            return video.uploaded() ? "in_progress" : "not_started";
        }
        return outcome == VideoOutcome.READY ? "complete" : "error";
    }
}
