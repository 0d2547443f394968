package http;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.net.URI;

/** Rejections before a body is read, or while it arrives. */
@QuarkusTest
class GateTest {

    private static final int MB = 1024 * 1024;

    @TestHTTPResource
    URI service;

    private RawHttp http;

    @BeforeEach
    void connect() throws IOException {
        http = new RawHttp(service);
    }

    @AfterEach
    void disconnect() throws IOException {
        http.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/campaigns, application/json, 1048577",
        "/v1/creatives/image, multipart/form-data; boundary=x, 32505857",
        "/v1/jobs/creatives/video, multipart/form-data; boundary=x, 4327473153"
    })
    void refusesABodyByItsAnnouncedLength(String path, String contentType, long length) throws IOException {
        http.lines("POST " + path + " HTTP/1.1", "Host: x", "Content-Type: " + contentType)
                .lines("Content-Length: " + length, "Expect: 100-continue", "");

        assertThat(http.answer())
                .startsWith("HTTP/1.1 413")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"/problems/too-large\"", "\"instance\":\"" + path + "\"");
        assertThat(http.isClosed()).isTrue();
    }

    @Test
    void asksForABodyThatItMayTake() throws IOException {
        http.lines("POST /v1/campaigns HTTP/1.1", "Host: x", "Content-Type: application/json")
                .lines("Content-Length: 2", "Expect: 100-continue", "");
        assertThat(http.answer()).startsWith("HTTP/1.1 100");

        http.text("{}");
        assertThat(http.answer()).startsWith("HTTP/1.1 400");
    }

    @Test
    void refusesABodyOfUnknownLengthAtItsLimit() throws IOException {
        http.lines("POST /v1/campaigns HTTP/1.1", "Host: x", "Content-Type: application/json")
                .lines("Transfer-Encoding: chunked", "");
        String chunk = "%x\r\n%s\r\n".formatted(MB / 4, " ".repeat(MB / 4));
        http.text(chunk).text(chunk).text(chunk).text(chunk).text(chunk);

        assertThat(http.answer()).startsWith("HTTP/1.1 413").contains("/problems/too-large");
    }

    @Test
    void refusesAFileOfUnknownLengthAtItsLimit() throws IOException {
        String part = "--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n";
        http.lines("POST /v1/creatives/image HTTP/1.1", "Host: x", "Content-Type: multipart/form-data; boundary=x")
                .lines("Transfer-Encoding: chunked", "", Integer.toHexString(part.length()), part);
        String chunk = "%x\r\n%s\r\n".formatted(MB, "x".repeat(MB));
        for (int sent = 0; sent < 32; sent++) {
            http.text(chunk);
        }

        assertThat(http.answer()).startsWith("HTTP/1.1 413").contains("/problems/too-large");
    }

    @ParameterizedTest
    @CsvSource({
        "POST /v1/campaigns HTTP/1.1, 415",
        "POST /v1/nothing HTTP/1.1, 404",
        "PUT /v1/jobs HTTP/1.1, 405",
        "GET /v1/jobs HTTP/1.1, 400"
    })
    void answersBeforeTheBodyComes(String requestLine, int status) throws IOException {
        http.lines(requestLine, "Host: x", "Content-Length: 1000000", "");

        assertThat(http.answer()).startsWith("HTTP/1.1 " + status).containsIgnoringCase("connection: close");
    }

    @Test
    void keepsTheConnectionWhereNothingIsLeftUnread() throws IOException {
        http.lines("GET /v1/nothing HTTP/1.1", "Host: x", "");
        assertThat(http.answer()).startsWith("HTTP/1.1 404");

        http.lines("GET /v1/jobs/x HTTP/1.1", "Host: x", "");
        assertThat(http.answer()).startsWith("HTTP/1.1 404");
    }

    @Test
    void refusesABodyOfUnknownLengthWhereNoneIsAskedFor() throws IOException {
        http.lines("GET /v1/jobs HTTP/1.1", "Host: x", "Transfer-Encoding: chunked", "", "2", "{}", "0", "");

        assertThat(http.answer()).startsWith("HTTP/1.1 400").contains("/problems/invalid-request");
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/campaigns/%C3%28?client_id=francisco, 404",
        "/v1/campaigns/%2e%2e/jobs?limit=0, 400",
        "/v1/campaigns/1/../2?limit=1, 400",
        "/v1/../nothing, 404"
    })
    void answersPathsThatAreNotWhatTheySeem(String target, int status) throws IOException {
        http.lines("GET " + target + " HTTP/1.1", "Host: x", "");

        assertThat(http.answer())
                .startsWith("HTTP/1.1 " + status)
                .containsIgnoringCase("content-type: application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"Content-Length: abc", "Content-Length: -1"})
    void survivesALengthThatIsNone(String header) throws IOException {
        http.lines("POST /v1/campaigns HTTP/1.1", "Host: x", "Content-Type: application/json", header, "");

        assertThat(http.answer()).startsWith("HTTP/1.1 400");
    }
}
