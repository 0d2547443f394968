package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Videos, uploaded at once ({@code source}), in chunks ({@link ChunkedUploads}) or fetched ({@code file_url}), and
 * processed for a while before they are ready. Meta docs, "Ad Videos", "Uploading Videos" and "Video API Error Codes".
 */
final class VideoNodes extends ObjectKind {
    static final long FEWEST_BYTES = 1024;

    private static final int TITLE_LENGTH = 254;
    private static final double LENGTH_SECONDS = 15;
    private static final String TITLE = "title";
    private static final Rules TEXTS =
            Rules.of(Rule.text(TITLE).atMost(TITLE_LENGTH), Rule.text("name"), Rule.text("description"));

    private final Store store;
    private final Settings settings;
    private final ChunkedUploads chunks;

    VideoNodes(Store store, Settings settings) {
        this.store = store;
        this.settings = settings;
        this.chunks = new ChunkedUploads(this, store, settings);
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
                .orElseThrow(() -> Refusal.unknownObject("GET", id).blame(StorySpec.NAME));
        if (!video.ready(store.now())) {
            throw Refusal.invalid(
                    1885252,
                    "Video not ready for use in an ad",
                    "The video is still being processed. Please wait for it to finish before using it in an ad.",
                    StorySpec.NAME);
        }
    }

    @Override
    ObjectNode create(IncomingCall request, String accountId) {
        boolean whole = request.params().text(ChunkedUploads.PHASE).orElse("").isEmpty();
        return whole ? uploadWhole(request, accountId) : chunks.post(request, accountId);
    }

    private ObjectNode uploadWhole(IncomingCall request, String accountId) {
        ObjectNode texts = TEXTS.forCreate(request.params());
        Optional<String> url = request.params().text("file_url");
        if (url.isPresent()) {
            return fetched(url.get(), accountId, texts);
        }
        ReceivedFile source = request.files().get("source");
        if (source == null) {
            throw Refusal.missing("source");
        }
        if (source.size() > settings.largestPostBytes()) {
            throw Refusal.empty(413);
        }
        if (!source.complete() || source.size() == 0) {
            throw new Refusal(351, "(#351) There was a problem with your video file. Please try again.");
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
            throw new Refusal(389, "(#389) Unable to fetch video file from URL.")
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

    static Refusal problem(int subcode, boolean isTransient) {
        return new Refusal(6001, "There was a problem uploading your video. Please try again.")
                .subcode(subcode)
                .transientError(isTransient)
                .user(
                        "Error Uploading Video",
                        "There was a problem uploading your video. Please try uploading it again.");
    }

    @Override
    ObjectNode update(IncomingCall request, Entity video) {
        video.change(TEXTS.forUpdate(request.params()), store.now());
        return Json.success();
    }

    @Override
    ObjectNode delete(IncomingCall request, Entity video) {
        video.change(Json.object().put(Entity.STATUS, Entity.DELETED), store.now());
        return Json.success();
    }

    /** {@code DELETE /act_…/advideos?video_id=}. */
    @Override
    ObjectNode deleteByParam(IncomingCall request, String accountId) {
        String id = request.params().text("video_id").orElseThrow(() -> Refusal.missing("video_id"));
        return delete(
                request,
                store.find(this, accountId, id)
                        .filter(this::readable)
                        .orElseThrow(() -> Refusal.unknownObject("DELETE", id)));
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
    boolean listed(IncomingCall request, Entity entity) {
        Video video = (Video) entity;
        return video.uploaded()
                && !gone(video)
                && request.params()
                        .text(TITLE)
                        .map(title -> title.equals(video.text(TITLE)))
                        .orElse(true);
    }

    @Override
    ObjectNode view(IncomingCall request, Entity entity) {
        Video video = (Video) entity;
        boolean ready = video.ready(store.now());
        ObjectNode view = video.toJson();
        view.set("status", VideoStatus.of(video, store.now(), settings.videoError()));
        view.put("published", false).put("permalink_url", "/watch/?v=" + video.id());
        // While a video is processed this is a placeholder. A creative that uses it keeps it.
        view.put("picture", request.picture(ready ? frameName(video) : "processing"));
        view.set("thumbnails", thumbnails(request, video));
        if (ready) {
            view.put("length", LENGTH_SECONDS);
        }
        return view;
    }

    /** {@code GET /{video}/thumbnails}: empty until the video is ready, then one frame. */
    ObjectNode thumbnails(IncomingCall request, Video video) {
        ObjectNode edge = Json.object();
        var data = edge.putArray("data");
        if (video.ready(store.now())) {
            data.addObject()
                    .put("id", video.id() + "1")
                    .put("uri", request.picture(frameName(video)))
                    .put("width", PaintedPictures.WIDTH)
                    .put("height", PaintedPictures.HEIGHT)
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
