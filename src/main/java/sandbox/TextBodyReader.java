package sandbox;

import com.fasterxml.jackson.databind.JsonNode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Reads a JSON body or an urlencoded form. An image in Base64 fits, more than 48 MiB does not. */
final class TextBodyReader implements BodyReader {
    private static final int LARGEST = 48 * 1024 * 1024;

    private final boolean json;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    TextBodyReader(boolean json) {
        this.json = json;
    }

    @Override
    public void write(byte[] bytes) {
        if (body.size() + bytes.length > LARGEST) {
            throw Refusal.parameter("The body is too large");
        }
        body.writeBytes(bytes);
    }

    @Override
    public void end(Params params, Map<String, ReceivedFile> files) {
        String text = body.toString(StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return;
        }
        if (!json) {
            FormText.parse(text, params);
            return;
        }
        JsonNode tree = Json.parse(text);
        if (tree == null || !tree.isObject()) {
            throw Refusal.parameter("The body must be a JSON object");
        }
        tree.properties().forEach(field -> params.put(field.getKey(), field.getValue()));
    }

    @Override
    public long fileBytes() {
        return 0;
    }

    @Override
    public void close() {
        body.reset();
    }
}
