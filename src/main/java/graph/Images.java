package graph;

import clients.Account;
import com.fasterxml.jackson.databind.JsonNode;
import graph.GraphException.Transient;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import jakarta.inject.Singleton;

/** Images on the account's {@code adimages} edge. */
@Singleton
public class Images {

    /** The form field of an image. Meta answers under this name, so it is always the same. */
    private static final String FIELD = "image";

    /**
     * Uploads an image from a file. Sent twice, it is the same image, since its hash is that of its bytes.
     *
     * @param name its name in the account's library, see {@link LibraryNames}
     */
    public GraphRequest upload(Path file, long size, String mediaType, String name, Account account) {
        return GraphRequest.upload(
                account,
                "adimages",
                Map.of(),
                new GraphRequest.Attachment(FIELD, file, 0, size, LibraryNames.of(name, mediaType), mediaType),
                Expected.HASH);
    }

    /** Asks whether the account has an image. */
    public GraphRequest find(String hash, Account account) {
        return GraphRequest.list(
                account, account.adAccountId() + "/adimages", Map.of("hashes", List.of(hash), "fields", "hash"));
    }

    /** Returns true if the account has the requested image. */
    public boolean isThere(String hash, JsonNode answer) {
        for (JsonNode image : answer.path("data")) {
            if (hash.equals(image.path("hash").asText())) {
                return true;
            }
        }
        return false;
    }

    /** The hash in the answer to an upload; its key depends on the kind of upload. */
    public String hash(JsonNode answer) {
        String hash = find(answer);
        if (hash == null) {
            throw new Transient("Meta accepted the image without returning its hash", null, null);
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
