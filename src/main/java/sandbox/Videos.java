package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Videos, uploaded at once ({@code source}) or in chunks ({@code upload_phase} start, transfer, finish, cancel), and
 * processed for a while before they are ready. Meta docs, "Ad Videos", "Uploading Videos" and "Video API Error Codes".
 *
 * <p>What Meta's pages leave open is decided here as follows. A session that is unknown or has expired, and one whose
 * video is finished, is answered as any missing object, 100 with subcode 33: only a new start helps. A chunk at the
 * wrong offset, and a finish before the last byte, are answered 6001 with subcode 1363037 and the wanted window in
 * {@code error_data}; a chunk that is not exactly that window 6001 with 1363033 (partial data). In both cases nothing
 * is taken over.
 */
final class Videos extends Kind {
    static final String CHUNK = "video_file_chunk";
    static final String SESSION = "upload_session_id";
    static final String PHASE = "upload_phase";

    private static final long FEWEST_BYTES = 1024;
    private static final long MOST_BYTES = 10L * 1024 * 1024 * 1024;
    private static final int TITLE_LENGTH = 254;
    private static final double LENGTH_SECONDS = 15;
    private static final String TITLE = "title";
    private static final Rules TEXTS =
            Rules.of(Rule.text(TITLE).atMost(TITLE_LENGTH), Rule.text("name"), Rule.text("description"));

    private final Store store;
    private final Settings settings;

    Videos(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
    }

    @Override
    String edge() {
        return "advideos";
    }

    @Override
    String nodeType() {
        return "AdVideo";
    }

    @Override
    Set<String> fields() {
        return FieldNames.AD_VIDEO;
    }

    /** A video that a creative names must be in the creative's account, and ready. */
    void checkReady(String accountId, String id) {
        Video video = (Video) store.find(this, accountId, id)
                .filter(this::readable)
                .orElseThrow(() -> GraphError.unknownObject("GET", id).blame(StorySpec.NAME));
        if (!video.ready(store.now())) {
            throw GraphError.invalid(
                    1885252,
                    "Video not ready for use in an ad",
                    "The video is still being processed. Please wait for it to finish before using it in an ad.",
                    StorySpec.NAME);
        }
    }

    @Override
    ObjectNode create(GraphRequest request, String accountId) {
        String phase = request.params().text(PHASE).orElse("");
        return switch (phase) {
            case "" -> uploadWhole(request, accountId);
            case "start" -> start(request, accountId);
            case "transfer" -> transfer(request, accountId);
            case "finish" -> finish(request, accountId);
            case "cancel" -> cancel(request, accountId);
            default ->
                throw GraphError.parameter("Param upload_phase must be one of {start, transfer, finish, cancel}");
        };
    }

    private ObjectNode uploadWhole(GraphRequest request, String accountId) {
        ObjectNode texts = TEXTS.forCreate(request.params());
        Optional<String> url = request.params().text("file_url");
        if (url.isPresent()) {
            return fetched(url.get(), accountId, texts);
        }
        ReceivedFile source = request.files().get("source");
        if (source == null) {
            throw GraphError.missing("source");
        }
        if (!source.complete() || source.size() == 0) {
            throw new GraphError(351, "(#351) There was a problem with your video file. Please try again.");
        }
        if (source.size() < FEWEST_BYTES) {
            throw problem(1363022, false);
        }
        Video video = newVideo(accountId, texts);
        video.finish(source.size(), source.sha256(), processedTime(), settings.videoOutcome());
        return Json.object().put("id", video.id());
    }

    static void checkFetchable(String url) {
        if (Urls.unreachable(url)) {
            throw new GraphError(389, "(#389) Unable to fetch video file from URL.")
                    .subcode(1363057)
                    .user("Video Can't Be Fetched", "The video file could not be fetched from its address.");
        }
    }

    /** A video that Meta fetches. The sandbox fetches nothing, see {@link Urls}; its size stays unknown. */
    private ObjectNode fetched(String url, String accountId, ObjectNode texts) {
        checkFetchable(url);
        Video video = newVideo(accountId, texts);
        MessageDigest digest = Digests.sha256();
        digest.update(url.getBytes(StandardCharsets.UTF_8));
        video.finish(0, Digests.hex(digest), processedTime(), settings.videoOutcome());
        return Json.object().put("id", video.id());
    }

    private ObjectNode start(GraphRequest request, String accountId) {
        if (!request.params().has("file_size")) {
            throw GraphError.missing("file_size");
        }
        long fileSize = request.params().integer("file_size");
        if (fileSize < FEWEST_BYTES) {
            throw problem(1363022, false);
        }
        if (fileSize > MOST_BYTES) {
            throw problem(1363023, false);
        }
        Instant expires = settings.sessionTtlMs() == 0 ? null : store.now().plusMillis(settings.sessionTtlMs());
        Video video = begin(accountId);
        UploadSession session = new UploadSession(store.newId(), video, fileSize, settings.chunkBytes(), expires);
        video.uploadedBy(session);
        store.open(session);
        ObjectNode answer = Json.object().put(SESSION, session.id()).put("video_id", video.id());
        answer.setAll(session.windowAsStrings());
        return answer;
    }

    private ObjectNode transfer(GraphRequest request, String accountId) {
        UploadSession session = session(request, accountId);
        if (!request.params().has("start_offset")) {
            throw GraphError.missing("start_offset");
        }
        if (request.params().integer("start_offset") != session.offset() || session.complete()) {
            throw wrongOffset(session);
        }
        ReceivedFile chunk = request.files().get(CHUNK);
        if (chunk == null) {
            throw problem(1363020, false);
        }
        if (!chunk.complete() || chunk.size() != session.windowBytes()) {
            throw problem(1363033, true);
        }
        MessageDigest digest = chunk.continued(session);
        if (digest == null) {
            throw problem(1363033, true); // another chunk was taken over while this one arrived
        }
        session.commit(digest, settings.chunkBytes());
        return session.windowAsStrings();
    }

    private ObjectNode finish(GraphRequest request, String accountId) {
        UploadSession session = session(request, accountId);
        if (!session.complete()) {
            throw wrongOffset(session);
        }
        finish(session.video(), session.fileSize(), session.sha256(), request.params());
        store.close(session);
        return Json.success();
    }

    private ObjectNode cancel(GraphRequest request, String accountId) {
        UploadSession session = session(request, accountId);
        store.close(session);
        store.remove(session.video());
        return Json.success();
    }

    private UploadSession session(GraphRequest request, String accountId) {
        String id = request.params().text(SESSION).orElseThrow(() -> GraphError.missing(SESSION));
        return store.session(id)
                .filter(session -> session.video().accountId().equals(accountId))
                .orElseThrow(() -> GraphError.unknownObject("POST", id));
    }

    /** @return a video whose upload begins now */
    Video begin(String accountId) {
        return newVideo(accountId, Json.object());
    }

    /** Hands a video whose upload is complete over to processing. */
    void finish(Video video, long bytes, String sha256, Params params) {
        ObjectNode texts = TEXTS.forCreate(params);
        video.finish(bytes, sha256, processedTime(), settings.videoOutcome());
        video.change(texts, store.now());
    }

    private Video newVideo(String accountId, ObjectNode texts) {
        Video video = new Video(this, store.newId(), accountId, texts, store.now());
        store.add(video);
        return video;
    }

    private Instant processedTime() {
        return store.now().plusMillis(settings.videoProcessingMs());
    }

    private static GraphError wrongOffset(UploadSession session) {
        return problem(1363037, false).data(session.windowAsNumbers());
    }

    static GraphError problem(int subcode, boolean isTransient) {
        return new GraphError(6001, "There was a problem uploading your video. Please try again.")
                .subcode(subcode)
                .transientError(isTransient)
                .user(
                        "Error Uploading Video",
                        "There was a problem uploading your video. Please try uploading it again.");
    }

    @Override
    ObjectNode update(GraphRequest request, Entity video) {
        video.change(TEXTS.forUpdate(request.params()), store.now());
        return Json.success();
    }

    @Override
    ObjectNode delete(GraphRequest request, Entity video) {
        video.change(Json.object().put(Entity.STATUS, Entity.DELETED), store.now());
        return Json.success();
    }

    /** {@code DELETE /act_…/advideos?video_id=}. */
    @Override
    ObjectNode deleteByParam(GraphRequest request, String accountId) {
        String id = request.params().text("video_id").orElseThrow(() -> GraphError.missing("video_id"));
        return delete(
                request,
                store.find(this, accountId, id)
                        .filter(this::readable)
                        .orElseThrow(() -> GraphError.unknownObject("DELETE", id)));
    }

    /** A deleted video is gone for its readers, unlike an ad. */
    @Override
    boolean readable(Entity video) {
        return !gone((Video) video);
    }

    private boolean gone(Video video) {
        return video.deleted() || video.outcome(store.now()) == VideoOutcome.DELETED;
    }

    @Override
    boolean listed(GraphRequest request, Entity entity) {
        Video video = (Video) entity;
        return video.uploaded()
                && !gone(video)
                && request.params()
                        .text(TITLE)
                        .map(title -> title.equals(video.text(TITLE)))
                        .orElse(true);
    }

    @Override
    ObjectNode view(GraphRequest request, Entity entity) {
        Video video = (Video) entity;
        boolean ready = video.ready(store.now());
        ObjectNode view = video.toJson();
        view.set("status", VideoStatus.of(video, store.now(), settings.videoError()));
        view.put("published", false).put("permalink_url", "/watch/?v=" + video.id());
        // While a video is processed this is a placeholder, which stays on a creative that took it.
        view.put("picture", request.picture(ready ? frameName(video) : "processing"));
        view.set("thumbnails", thumbnails(request, video));
        if (ready) {
            view.put("length", LENGTH_SECONDS);
        }
        return view;
    }

    /** {@code GET /{video}/thumbnails}: empty until the video is ready, then one frame. */
    ObjectNode thumbnails(GraphRequest request, Video video) {
        ObjectNode edge = Json.object();
        var data = edge.putArray("data");
        if (video.ready(store.now())) {
            data.addObject()
                    .put("id", video.id() + "1")
                    .put("uri", request.picture(frameName(video)))
                    .put("width", Pictures.WIDTH)
                    .put("height", Pictures.HEIGHT)
                    .put("scale", 1)
                    .put("is_preferred", true);
        }
        return edge;
    }

    private static String frameName(Video video) {
        return "video-" + video.id();
    }

    @Override
    ObjectNode state(Entity entity) {
        Video video = (Video) entity;
        return video.toJson()
                .put("bytes", video.bytes())
                .put("sha256", video.sha256())
                .put("status", stateOf(video));
    }

    private String stateOf(Video video) {
        if (gone(video)) {
            return Entity.DELETED;
        }
        VideoOutcome outcome = video.outcome(store.now());
        return outcome == null ? "processing" : outcome.text();
    }
}
