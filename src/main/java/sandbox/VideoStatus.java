package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.time.Instant;

/** The {@code status} of a video with its phases. Meta docs, "Video Status". */
final class VideoStatus {
    private VideoStatus() {}

    static ObjectNode of(Video video, Instant now) {
        boolean ready = video.ready(now);
        UploadSession upload = video.upload();
        boolean expired = !video.uploaded() && upload != null && upload.expired(now);

        ObjectNode status = Json.object();
        status.put("video_status", ready ? "ready" : expired ? "expired" : "processing");
        status.put("processing_progress", ready ? 100 : 0);
        ObjectNode uploading = status.putObject("uploading_phase");
        if (video.uploaded()) {
            uploading.put("status", "complete").put("bytes_transferred", video.bytes());
            uploading.put("source_file_size", video.bytes());
        } else {
            uploading.put("status", expired ? "error" : "in_progress").put("bytes_transferred", upload.offset());
            uploading.put("source_file_size", upload.fileSize());
        }
        status.putObject("processing_phase")
                .put("status", ready ? "complete" : video.uploaded() ? "in_progress" : "not_started");
        status.putObject("publishing_phase").put("status", ready ? "complete" : "not_started");
        return status;
    }
}
