package sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads the body of a call in pieces, on the event loop. */
interface BodyReader extends AutoCloseable {
    void write(byte[] bytes);

    /** The body is complete. Throws a {@link Refusal} if it cannot be read. */
    void end(Params params, Map<String, ReceivedFile> files);

    /** @return bytes of files that have arrived so far */
    long fileBytes();

    @Override
    void close();

    /**
     * @param contentType of the body, null where there is none
     * @param sessionInQuery upload session that the query names
     */
    static BodyReader of(World world, String contentType, Optional<String> sessionInQuery) {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.startsWith("multipart/")) {
            return new MultipartReader(world, contentType, sessionInQuery);
        }
        return new TextBodyReader(type.startsWith("application/json"));
    }
}
