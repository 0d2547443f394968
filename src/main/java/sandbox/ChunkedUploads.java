package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.security.MessageDigest;
import java.time.Instant;

/**
 * Uploads of videos in chunks, {@code upload_phase} start, transfer, finish and cancel. Meta docs, "Uploading Videos"
 * and "Video API Error Codes".
 *
 * <p>Meta's pages leave some answers open. Here a session that is unknown, expired or finished is a missing object, 100
 * with subcode 33: the client must start again. A chunk at the wrong offset, and a finish before the last byte, is 6001
 * with subcode 1363037 and the expected window in {@code error_data}. A chunk that is not exactly that window is 6001
 * with 1363033 (partial data). In both cases the chunk is discarded.
 */
final class ChunkedUploads {
    static final String CHUNK = "video_file_chunk";
    static final String SESSION = "upload_session_id";
    static final String PHASE = "upload_phase";

    private static final long MOST_BYTES = 10L * 1024 * 1024 * 1024;

    private final VideoNodes videos;
    private final Store store;
    private final Settings settings;

    ChunkedUploads(VideoNodes videos, Store store, Settings settings) {
        this.videos = videos;
        this.store = store;
        this.settings = settings;
    }

    ObjectNode post(IncomingCall request, String accountId) {
        return switch (request.params().text(PHASE).orElse("")) {
            case "start" -> start(request, accountId);
            case "transfer" -> transfer(request, accountId);
            case "finish" -> finish(request, accountId);
            case "cancel" -> cancel(request, accountId);
            default -> throw Refusal.parameter("Param upload_phase must be one of {start, transfer, finish, cancel}");
        };
    }

    private ObjectNode start(IncomingCall request, String accountId) {
        if (!request.params().has("file_size")) {
            throw Refusal.missing("file_size");
        }
        long fileSize = request.params().integer("file_size");
        if (fileSize < VideoNodes.FEWEST_BYTES) {
            throw VideoNodes.problem(1363022, false);
        }
        if (fileSize > MOST_BYTES) {
            throw VideoNodes.problem(1363023, false);
        }
        Instant expires = settings.sessionTtlMs() == 0 ? null : store.now().plusMillis(settings.sessionTtlMs());
        Video video = videos.begin(accountId);
        UploadSession session = new UploadSession(store.newId(), video, fileSize, settings.chunkBytes(), expires);
        video.uploadedBy(session);
        store.open(session);
        ObjectNode answer = Json.object().put(SESSION, session.id()).put("video_id", video.id());
        answer.setAll(session.windowAsStrings());
        return answer;
    }

    private ObjectNode transfer(IncomingCall request, String accountId) {
        UploadSession session = session(request, accountId);
        if (!request.params().has("start_offset")) {
            throw Refusal.missing("start_offset");
        }
        if (request.params().integer("start_offset") != session.offset() || session.complete()) {
            throw wrongOffset(session);
        }
        ReceivedFile chunk = request.files().get(CHUNK);
        if (chunk == null) {
            throw VideoNodes.problem(1363020, false);
        }
        if (!chunk.complete() || chunk.size() != session.windowBytes()) {
            throw VideoNodes.problem(1363033, true);
        }
        MessageDigest digest = chunk.continued(session);
        if (digest == null) {
            throw VideoNodes.problem(1363033, true); // another chunk was accepted while this one arrived
        }
        session.commit(digest, settings.chunkBytes());
        return session.windowAsStrings();
    }

    private ObjectNode finish(IncomingCall request, String accountId) {
        UploadSession session = session(request, accountId);
        if (!session.complete()) {
            throw wrongOffset(session);
        }
        videos.finish(session.video(), session.fileSize(), session.sha256(), request.params());
        store.close(session);
        return Json.success();
    }

    private ObjectNode cancel(IncomingCall request, String accountId) {
        UploadSession session = session(request, accountId);
        store.close(session);
        store.remove(session.video());
        return Json.success();
    }

    private UploadSession session(IncomingCall request, String accountId) {
        String id = request.params().text(SESSION).orElseThrow(() -> Refusal.missing(SESSION));
        return store.session(id)
                .filter(session -> session.video().accountId().equals(accountId))
                .orElseThrow(() -> Refusal.unknownObject("POST", id));
    }

    private static Refusal wrongOffset(UploadSession session) {
        return VideoNodes.problem(1363037, false).data(session.windowAsNumbers());
    }
}
