package idempotency;

import calls.UploadedFile;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;

/**
 * Identifies equal requests by their content, not their notation. The order of fields, the boundary of a form, file
 * names and headers do not matter; the bytes of files do.
 */
public final class Fingerprints {

    /** A key is scoped to its client, so it does not matter whether the request names the client. */
    private static final String CLIENT_ID = "client_id";

    private static final ObjectWriter CANONICAL =
            new ObjectMapper().writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    /**
     * The request's fingerprint, 64 hexadecimal digits.
     *
     * @param objectId the object at Meta that the path names, or null
     * @param fields the JSON body, or the text fields of a form
     * @param files the files of a form
     */
    static String of(String operation, String objectId, ObjectNode fields, Map<String, UploadedFile> files)
            throws IOException {
        ObjectNode request = fields.objectNode();
        request.put("operation", operation);
        if (objectId != null) {
            request.put("object", objectId);
        }
        ObjectNode named = request.putObject("fields");
        named.setAll(fields);
        named.remove(CLIENT_ID);
        if (!files.isEmpty()) {
            ObjectNode digests = request.putObject("files");
            for (Map.Entry<String, UploadedFile> file : files.entrySet()) {
                digests.put(
                        file.getKey(), Objects.requireNonNull(file.getValue().sha256(), "sha256"));
            }
        }
        return digest(request);
    }

    /** Streams the JSON, to avoid a copy of a large body. */
    private static String digest(ObjectNode json) throws IOException {
        MessageDigest sha256 = UploadedFile.digest();
        CANONICAL.writeValue(new DigestOutputStream(OutputStream.nullOutputStream(), sha256), json);
        return HexFormat.of().formatHex(sha256.digest());
    }
}
