package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphException.Transient;

import java.nio.file.Path;
import java.util.Map;
import jakarta.inject.Singleton;

/** Pictures on the account's {@code adimages} edge. */
@Singleton
public class Images {

    /** The form field of a picture. Meta answers under this name, so it is the same for all of them. */
    private static final String FIELD = "image";

    /**
     * Uploads a picture from a file. Sent twice, it is the same image: its hash is that of its bytes.
     *
     * @param name what people find it by in the account's library, see {@link LibraryNames}
     */
    public GraphRequest upload(Path file, long size, String mediaType, String name, Account account) {
        return GraphRequest.upload(
                account,
                "adimages",
                Map.of(),
                new GraphRequest.Attachment(FIELD, file, 0, size, LibraryNames.of(name, mediaType), mediaType),
                Expected.HASH);
    }

    /** The image's hash in the answer to an upload; its key there depends on the way of the upload. */
    public String hash(JsonNode answer) {
        String hash = find(answer);
        if (hash == null) {
            throw new Transient("Meta took the image without naming its hash", null, null);
        }
        return hash;
    }

    static boolean hasHash(JsonNode answer) {
        return find(answer) != null;
    }

    private static String find(JsonNode answer) {
        for (JsonNode image : answer.path("images")) {
            String hash = image.path("hash").asText("");
            if (image.hasNonNull("hash") && !hash.isBlank()) {
                return hash;
            }
        }
        return null;
    }
}
