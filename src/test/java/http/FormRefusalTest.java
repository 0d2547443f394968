package http;

import static http.ApiRefusalTest.assertProblem;
import static http.ApiRefusalTest.fields;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import org.awaitility.Awaitility;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import jakarta.inject.Inject;

/** Rejections of forms with files, and their answers. */
@QuarkusTest
class FormRefusalTest {

    private static final String IMAGE = "/v1/creatives/image";
    private static final String VIDEO = "/v1/jobs/creatives/video";
    private static final byte[] BYTES = {1, 2, 3};
    private static final int MB = 1024 * 1024;

    @TestHTTPResource
    URI service;

    @Inject
    @ConfigProperty(name = "quarkus.http.body.uploads-directory")
    String uploadsDirectory;

    @Test
    void namesWhatIsMissing() {
        Response answer = given().multiPart("client_id", "francisco").post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactlyInAnyOrder("image", "name", "link");
    }

    @Test
    void wantsAFileWhereAFileBelongs() {
        Response answer = complete("name", "link", "client_id")
                .multiPart("image", "just text")
                .post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactly("image");
    }

    @Test
    void wantsTextWhereTextBelongs() {
        Response answer = complete("image", "link", "client_id")
                .multiPart("name", "name.txt", BYTES)
                .post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactly("name");
    }

    @Test
    void takesAFieldOnce() {
        Response text = complete("image", "name", "link", "client_id")
                .multiPart("name", "again")
                .post(IMAGE);
        Response file = complete("image", "name", "link", "client_id")
                .multiPart("image", "b.png", BYTES)
                .post(IMAGE);
        Response both = complete("image", "name", "link", "client_id")
                .multiPart("image", "text")
                .post(IMAGE);

        assertThat(fields(text)).containsExactly("name");
        assertThat(fields(file)).containsExactly("image");
        assertThat(fields(both)).containsExactly("image");
    }

    @Test
    void takesNoEmptyFile() {
        Response answer = complete("name", "link", "client_id")
                .multiPart("image", "a.png", new byte[0])
                .post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactly("image");
    }

    @Test
    void countsAFileThatWasNotChosenAsLeftOut() throws IOException {
        String start = "--x\r\nContent-Disposition: form-data; name=\"";
        String notChosen = "\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n";
        String form = start + "video" + notChosen + start + "thumbnail" + notChosen + "--x--\r\n";
        try (RawHttp http = new RawHttp(service)) {
            http.lines("POST " + VIDEO + " HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                    .lines("Content-Length: " + form.length(), "")
                    .text(form);

            assertThat(http.answer())
                    .startsWith("HTTP/1.1 400")
                    .contains("{\"field\":\"video\",\"detail\":\"is required\"}")
                    .doesNotContain("thumbnail");
        }
    }

    @Test
    void readsTheSameFormHoweverItIsCut() throws IOException {
        String start = "--x\r\nContent-Disposition: form-data; name=\"";
        String form = start + "client_id\"\r\n\r\nfrancisco\r\n" + start + "instagram_user_id\"\r\n\r\n1234\r\n" + start
                + "image\"; filename=\"a.png\"\r\n\r\nno picture\r\n--x--\r\n";
        for (int cut = form.indexOf("1234"); cut < form.length(); cut++) {
            try (RawHttp http = new RawHttp(service)) {
                http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                        .lines("Content-Length: " + form.length(), "Expect: 100-continue", "");
                assertThat(http.answer()).startsWith("HTTP/1.1 100");
                http.text(form.substring(0, cut)).text(form.substring(cut));

                assertThat(http.answer())
                        .as("cut at %d", cut)
                        .contains("\"name\"", "\"link\"")
                        .doesNotContain("client_id", "instagram_user_id", "\"field\":\"image\"");
            }
        }
    }

    @Test
    void noOtherUserReadsUploads() throws IOException {
        String start = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n";
        try (RawHttp http = new RawHttp(service)) {
            http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                    .lines("Content-Length: 1000000", "")
                    .text(start + "x".repeat(500_000));
            Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
                try (Stream<Path> uploads = Files.list(Path.of(uploadsDirectory))) {
                    assertThat(uploads).isNotEmpty().allMatch(file -> permissions(file)
                            .equals("rw-------"));
                }
            });
        }
        assertThat(permissions(Path.of(uploadsDirectory))).isEqualTo("rwx------");
        assertNoUploadsStay();
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callback_url",
                "Content-Type",
                "Host",
                "CamelHttpUri",
                "camelfilename",
                "org.apache.camel.X",
                "X-Camel-Foo",
                "Name",
                "a/b~c"
            })
    void namesAFieldItDoesNotKnow(String field) {
        Response answer = complete("image", "name", "link", "client_id")
                .multiPart(field, "x")
                .post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactly(field);
        assertThat(answer.header(field)).isIn(null, "application/problem+json");
    }

    @Test
    void namesAFileItDoesNotKnow() {
        Response answer = complete("image", "name", "link", "client_id")
                .multiPart("CamelFileName", "../../evil.png", BYTES)
                .post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactly("CamelFileName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\r\nlines", "Set-Cookie: a=b\r\n\r\nbody", "\u0000", "  "})
    void takesNamesOfOneLine(String name) {
        Response answer =
                complete("image", "link", "client_id").multiPart("name", name).post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer)).containsExactly("name");
    }

    @Test
    void takesMessagesOfManyLinesButNoControlCharacters() {
        Response answer = complete("image", "link", "client_id")
                .multiPart("message", "one\r\ntwo\n\tthree")
                .post(IMAGE);
        Response control = complete("image", "name", "link", "client_id")
                .multiPart("message", "one\u0000two")
                .post(IMAGE);

        assertThat(fields(answer)).containsExactly("name");
        assertThat(fields(control)).containsExactly("message");
    }

    @Test
    void checksWhatTextsSay() {
        Response answer = complete("image")
                .multiPart("client_id", "fran cisco")
                .multiPart("name", "x".repeat(101))
                .multiPart("link", "javascript:alert(1)")
                .multiPart("call_to_action", "Click here")
                .multiPart("instagram_user_id", "@francisco")
                .multiPart("url_tags", "a b")
                .post(IMAGE);

        assertProblem(answer, 400, "invalid-request", IMAGE);
        assertThat(fields(answer))
                .containsExactlyInAnyOrder(
                        "client_id", "name", "link", "call_to_action", "instagram_user_id", "url_tags");
    }

    @Test
    void refusesAFieldOfAnotherCall() {
        Response answer = complete("name", "link", "client_id")
                .multiPart("video", "a.mp4", BYTES)
                .multiPart("keep_order", "true")
                .post(VIDEO);

        assertProblem(answer, 400, "invalid-request", VIDEO);
        assertThat(fields(answer)).containsExactly("keep_order");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "\"%s\""})
    void boundsTheBoundary(String quoted) throws IOException {
        String longest = "b".repeat(MultipartParser.LONGEST_BOUNDARY);

        assertThat(answerTo(quoted.formatted(longest))).startsWith("HTTP/1.1 100");
        assertThat(answerTo(quoted.formatted(longest + "b")))
                .startsWith("HTTP/1.1 400")
                .contains("/problems/invalid-request", "has 201 characters; at most 200 are allowed");
    }

    private String answerTo(String boundary) throws IOException {
        try (RawHttp http = new RawHttp(service)) {
            return http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Expect: 100-continue", "Content-Length: 1000")
                    .lines("Content-Type: multipart/form-data; boundary=" + boundary, "")
                    .answer();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"multipart/form-data", "multipart/form-data; boundary=", "multipart/mixed; boundary=x"})
    void wantsAProperForm(String contentType) throws IOException {
        try (RawHttp http = new RawHttp(service)) {
            http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Content-Type: " + contentType)
                    .lines("Content-Length: 2", "", "")
                    .text("xx");

            assertThat(http.answer()).startsWith("HTTP/1.1 415").contains("/problems/unsupported-media-type");
        }
    }

    @Test
    void wantsAForm() {
        assertProblem(given().contentType("text/plain").body("{}").post(IMAGE), 415, "unsupported-media-type", IMAGE);
    }

    @Test
    void refusesATextLongerThanAFieldMayBe() {
        assertProblem(
                complete("image", "name", "link", "client_id")
                        .multiPart("message", "x".repeat(65 * 1024))
                        .post(IMAGE),
                413,
                "too-large",
                IMAGE);
    }

    @Test
    void refusesAFileLargerThanItsLimitByAByte() throws IOException {
        String start = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n";
        String file = "x".repeat(30 * MB + 1);
        String end = "\r\n--x--\r\n";
        try (RawHttp http = new RawHttp(service)) {
            http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                    .lines(
                            "Content-Length: " + (start.length() + file.length() + end.length()),
                            "Connection: close",
                            "")
                    .text(start)
                    .text(file)
                    .text(end);

            assertThat(http.answer()).startsWith("HTTP/1.1 413");
        }
    }

    @Test
    void endsAFormThatNeverEnds() throws IOException {
        String start = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nbytes";
        try (RawHttp http = new RawHttp(service)) {
            http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                    .lines("Content-Length: " + start.length(), "")
                    .text(start);

            assertThat(http.answer()).startsWith("HTTP/1.1 400").contains("/problems/invalid-request");
        }
        assertNoUploadsStay();
    }

    @Test
    void keepsNoFileOfACallerWhoLeft() throws IOException {
        try (RawHttp http = new RawHttp(service)) {
            http.lines("POST " + IMAGE + " HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                    .lines("Content-Length: 1000000", "")
                    .text("--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\nbytes");
        }
        assertNoUploadsStay();
    }

    @Test
    void keepsNoFileOfARejectedForm() {
        assertThat(complete("image").post(IMAGE).statusCode()).isEqualTo(400);

        assertNoUploadsStay();
    }

    private void assertNoUploadsStay() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            try (Stream<Path> uploads = Files.list(Path.of(uploadsDirectory))) {
                assertThat(uploads).isEmpty();
            }
        });
    }

    private static RequestSpecification complete(String... fields) {
        RequestSpecification form = given();
        for (String field : fields) {
            switch (field) {
                case "client_id" -> form.multiPart("client_id", "francisco");
                case "image" -> form.multiPart("image", "a.png", BYTES);
                case "name" -> form.multiPart("name", "Beach");
                case "link" -> form.multiPart("link", "https://www.example.com/sale");
                default -> throw new IllegalArgumentException(field);
            }
        }
        return form;
    }
}
