package media;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jobs.JobView;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** A medium as shown to callers. */
@Singleton
public class MediaView {

    private final ObjectMapper mapper;

    @Inject
    public MediaView(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The medium's JSON, as the contract shows it. */
    public ObjectNode of(Medium medium) {
        ObjectNode view = mapper.createObjectNode();
        view.put("media_id", medium.mediaId().toString());
        view.put("client_id", medium.clientId());
        view.set("kind", mapper.valueToTree(medium.kind()));
        view.set("status", mapper.valueToTree(medium.status()));
        view.put("name", medium.name());
        view.put("sha256", medium.sha256());
        view.put("bytes", medium.bytes());
        view.put("width", medium.width());
        view.put("height", medium.height());
        view.put("duration_ms", medium.durationMs());
        view.put("codec", medium.codec());
        view.put("image_hash", medium.imageHash());
        view.put("video_id", medium.videoId());
        view.set(
                "thumbnail",
                medium.thumbnailHash() == null
                        ? null
                        : mapper.createObjectNode().put("image_hash", medium.thumbnailHash()));
        view.put("deduplicated", medium.deduplicated());
        view.set("warnings", mapper.valueToTree(medium.warnings()));
        view.set("error", medium.error());
        view.put("created_at", JobView.time(medium.createdAt()));
        return view;
    }
}
