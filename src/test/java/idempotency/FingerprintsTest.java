package idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import calls.UploadedFile;
import com.fasterxml.jackson.databind.node.ObjectNode;
import http.StrictJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;

class FingerprintsTest {

    private static final String REQUEST = "{\"name\": \"Spring\", \"targeting\": {\"a\": [1, 2], \"b\": 2.5}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {"name": "Spring", "targeting": {"a": [1, 2], "b": 2.5}}
            {"targeting": {"b": 2.5, "a": [1, 2]}, "name": "Spring"}
            {"name":"Spr\\u0069ng","targeting":{"a":[1,2],"b":2.50}}
            {"client_id": "francisco", "name": "Spring", "targeting": {"a": [1, 2], "b": 2.5}}
            """)
    void isThatOfTheSameRequestInOtherWords(String request) throws Exception {
        assertThat(of("createAdSet", request))
                .isEqualTo(of("createAdSet", REQUEST))
                .hasSize(64);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '!', textBlock = """
            {"name": "spring", "targeting": {"a": [1, 2], "b": 2.5}}
            {"name": "Spring", "targeting": {"a": [2, 1], "b": 2.5}}
            {"name": "Spring", "targeting": {"a": [1, 2], "b": "2.5"}}
            {"name": "Spring", "targeting": {"a": [1, 2], "b": 2.5, "c": null}}
            {"name": "Spring", "targeting": {"a": [1, 2]}, "b": 2.5}
            {"name": "Spring"}
            {}
            """)
    void isNotThatOfAnotherRequest(String request) throws Exception {
        assertThat(of("createAdSet", request)).isNotEqualTo(of("createAdSet", REQUEST));
    }

    @Test
    void isNotThatOfAnotherOperation() throws Exception {
        assertThat(of("createAd", REQUEST)).isNotEqualTo(of("createAdSet", REQUEST));
    }

    @Test
    void isNotThatOfAnotherObject() throws Exception {
        String one = Fingerprints.of("changeAdSet", "1", json(REQUEST), Map.of());

        assertThat(Fingerprints.of("changeAdSet", "1", json(REQUEST), Map.of())).isEqualTo(one);
        assertThat(Fingerprints.of("changeAdSet", "2", json(REQUEST), Map.of())).isNotEqualTo(one);
    }

    @Test
    void looksIntoFilesAndNotAtTheirNames() throws Exception {
        String one = of("a.mp4", "video", "bytes");

        assertThat(of("b.mp4", "video", "bytes")).isEqualTo(one);
        assertThat(of("a.mp4", "video", "bytez")).isNotEqualTo(one);
        assertThat(of("a.mp4", "thumbnail", "bytes")).isNotEqualTo(one);
        assertThat(of("createVideoJob", REQUEST)).isNotEqualTo(one);
    }

    @Test
    void leavesTheRequestAsItIs() throws Exception {
        ObjectNode request = json("{\"client_id\": \"francisco\"}");

        Fingerprints.of("createAd", null, request, Map.of());

        assertThat(request.has("client_id")).isTrue();
    }

    private String of(String operation, String request) throws Exception {
        return Fingerprints.of(operation, null, json(request), Map.of());
    }

    private String of(String fileName, String field, String content) throws Exception {
        MessageDigest digest = UploadedFile.digest();
        String sha256 = HexFormat.of().formatHex(digest.digest(content.getBytes(StandardCharsets.UTF_8)));
        UploadedFile file = new UploadedFile(Path.of("upload"), content.length(), fileName, sha256);
        return Fingerprints.of("createVideoJob", null, json(REQUEST), Map.of(field, file));
    }

    private static ObjectNode json(String text) throws Exception {
        return (ObjectNode) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
