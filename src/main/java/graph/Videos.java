package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphException.Transient;

import java.nio.file.Path;
import java.util.Map;
import jakarta.inject.Singleton;

/** Videos on the account's {@code advideos} edge, in chunks: Meta chooses each window, and its offsets are strings. */
@Singleton
public class Videos {

    private static final String EDGE = "advideos";

    /** Opens an upload session. If the answer is lost, an empty session remains, which is not a video. */
    public GraphRequest start(long size, Account account) {
        return GraphRequest.upload(
                account,
                EDGE,
                Map.of("upload_phase", "start", "file_size", Long.toString(size)),
                null,
                Expected.SESSION);
    }

    /** The opened session. */
    public Session started(JsonNode answer) {
        if (!isSession(answer)) {
            throw new Transient("Meta opened no upload session", null, null);
        }
        Window window = window(answer);
        return new Session(
                answer.get("upload_session_id").asText(), answer.get("video_id").asText(), window);
    }

    /**
     * Sends the window of bytes that Meta chose.
     *
     * @param fileOffset position of the window in the file
     */
    public GraphRequest transfer(String sessionId, long start, long end, Path file, long fileOffset, Account account) {
        return GraphRequest.upload(
                account,
                EDGE,
                Map.of(
                        "upload_phase",
                        "transfer",
                        "upload_session_id",
                        sessionId,
                        "start_offset",
                        Long.toString(start)),
                new GraphRequest.Attachment(
                        "video_file_chunk", file, fileOffset, end - start, "chunk.mp4", "application/octet-stream"),
                Expected.WINDOW);
    }

    /** The window that Meta expects next; empty when it has all bytes. */
    public Window window(JsonNode answer) {
        if (!isWindow(answer)) {
            throw new Transient(
                    "Meta returned no window of bytes: start '"
                            + answer.path("start_offset").asText("") + "', end '"
                            + answer.path("end_offset").asText("") + "'",
                    null,
                    null);
        }
        return new Window(
                answer.path("start_offset").asLong(), answer.path("end_offset").asLong());
    }

    static boolean isSession(JsonNode answer) {
        return !answer.path("upload_session_id").asText("").isBlank()
                && Expected.isId(answer.path("video_id"))
                && isWindow(answer);
    }

    static boolean isWindow(JsonNode answer) {
        return isOffset(answer.path("start_offset"))
                && isOffset(answer.path("end_offset"))
                && answer.path("start_offset").asLong()
                        <= answer.path("end_offset").asLong();
    }

    static boolean isOffset(JsonNode offset) {
        return offset.asText("").matches("\\d{1,18}");
    }

    /** Closes the session; Meta starts to process the video. */
    public GraphRequest finish(String sessionId, String title, Account account) {
        return GraphRequest.upload(
                account,
                EDGE,
                Map.of("upload_phase", "finish", "upload_session_id", sessionId, "title", title),
                null,
                Expected.SUCCESS);
    }

    /** Reads the processing status of a video. */
    public GraphRequest readStatus(String videoId, Account account) {
        return GraphRequest.read(account, videoId, "status");
    }

    /** The status in Meta's answer. */
    public Status status(JsonNode answer) {
        JsonNode status = answer.path("status");
        String uploading = status.path("uploading_phase").path("status").asText("");
        boolean uploaded = "complete".equals(uploading);
        return switch (status.path("video_status").asText("")) {
            case "ready" -> new Status(State.READY, true, null);
            case "error", "expired" -> new Status(State.FAILED, uploaded, reason(status));
            default -> new Status(State.PROCESSING, uploaded, null);
        };
    }

    /** The status of a video that was deleted at Meta. */
    public Status gone() {
        return new Status(State.FAILED, false, "Meta no longer has it.");
    }

    private static String reason(JsonNode status) {
        for (String phase : new String[] {"uploading_phase", "processing_phase", "publishing_phase"}) {
            JsonNode message = status.path(phase).path("errors").path(0).path("message");
            if (message.isTextual()) {
                return message.asText();
            }
        }
        return "Meta reports the video status '" + status.path("video_status").asText() + "' without a reason.";
    }

    /** Reads Meta's frames of a video. */
    public GraphRequest readThumbnails(String videoId, Account account) {
        return GraphRequest.list(
                account, videoId + "/thumbnails", Map.of("fields", "id,uri,width,height,is_preferred"));
    }

    /**
     * The address of the frame that Meta prefers.
     *
     * @throws Transient if there is none yet
     */
    public String preferredFrame(JsonNode answer) {
        JsonNode frames = answer.path("data");
        for (JsonNode frame : frames) {
            if (frame.path("is_preferred").asBoolean() && frame.hasNonNull("uri")) {
                return frame.get("uri").asText();
            }
        }
        String first = frames.path(0).path("uri").asText("");
        if (first.isEmpty()) {
            throw new Transient("Meta has not created a thumbnail of the video yet", null, null);
        }
        return first;
    }

    /** An upload session and its first window. */
    public record Session(String sessionId, String videoId, Window window) {}

    /** The bytes from {@code start}, inclusive, to {@code end}, exclusive. */
    public record Window(long start, long end) {}

    /** The processing state of a video. */
    public enum State {
        PROCESSING,
        READY,
        FAILED
    }

    /**
     * A video's status.
     *
     * @param uploaded true if Meta has the whole file
     * @param reason why it failed, else null
     */
    public record Status(State state, boolean uploaded, String reason) {}
}
