package sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

import java.util.HashMap;
import java.util.Map;

/**
 * The newer way to upload a video: {@code POST /act_…/video_ads} with {@code upload_phase} start returns an
 * address for the raw body of the file; finish starts the processing. Meta docs, "FB Video Ads".
 */
final class VideoAds {
    static final String EDGE = "video_ads";

    /** Under the sandbox's root, before the video's id. */
    static final String PATH = "/_upload/";

    private static final String VIDEO = "video_id";

    private final VideoNodes videos;
    private final Map<String, RawUpload> uploads = new HashMap<>();

    VideoAds(VideoNodes videos) {
        this.videos = videos;
    }

    ObjectNode post(IncomingCall request, String accountId) {
        String phase = request.params().text(ChunkedUploads.PHASE).orElse("");
        return switch (phase) {
            case "start" -> {
                RawUpload upload = new RawUpload(videos.begin(accountId));
                upload.video().uploadedBy(upload);
                uploads.put(upload.video().id(), upload);
                yield Json.object()
                        .put(VIDEO, upload.video().id())
                        .put(
                                "upload_url",
                                request.root() + PATH + upload.video().id());
            }
            case "finish" -> {
                String id = request.params().text(VIDEO).orElseThrow(() -> Refusal.missing(VIDEO));
                RawUpload upload = find(id);
                if (!upload.video().accountId().equals(accountId)) {
                    throw Refusal.unknownObject("POST", id);
                }
                if (!upload.complete()) {
                    throw VideoNodes.problem(1363033, true);
                }
                videos.finish(upload.video(), upload.fileSize(), upload.sha256(), request.params());
                uploads.remove(id);
                yield Json.success();
            }
            default -> throw Refusal.parameter("Param upload_phase must be one of {start, finish}");
        };
    }

    /** @return the upload of a video that is not finished */
    RawUpload find(String videoId) {
        RawUpload upload = uploads.get(videoId);
        if (upload == null) {
            throw Refusal.unknownObject("POST", videoId);
        }
        return upload;
    }
}
