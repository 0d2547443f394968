package media;

import blobs.BlobNames;
import clients.Client;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jobs.NewItem;

import java.util.List;
import java.util.UUID;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Media that are parts of a larger request: files by URL, each uploaded to Meta by an item of its own. */
@Singleton
public class MediaParts {

    private static final String KIND = "media";
    private static final String MEDIA_ID = "media_id";
    private static final String NAME = "name";

    private final MediaSources sources;
    private final BlobNames names;

    @Inject
    public MediaParts(MediaSources sources, BlobNames names) {
        this.sources = sources;
        this.names = names;
    }

    /**
     * The item that downloads a file and uploads it to Meta.
     *
     * @param file the file, with its URL
     * @param name the name of the medium, or null
     * @throws failures.Rejected if the URL may not be called
     */
    public NewItem download(String key, ObjectNode file, String name, Client client) {
        sources.check(file);
        UUID jobId = UUID.randomUUID();
        UUID mediaId = UUID.randomUUID();
        ObjectNode input = JsonNodeFactory.instance
                .objectNode()
                .put(MEDIA_ID, mediaId.toString())
                .put(NAME, name);
        return new NewItem(
                jobId,
                KIND,
                key,
                MediaUpload.TYPE,
                input,
                List.of(),
                false,
                List.of(mediaId),
                input.deepCopy().put("source", sources.seal(file, client)),
                names.download(jobId));
    }
}
