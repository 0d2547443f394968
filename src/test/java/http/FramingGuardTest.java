package http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A Vert.x HTTP server receives no ambiguous request, answers it once and closes the connection. */
class FramingGuardTest {

    private static final String POST = "POST /body HTTP/1.1\r\nHost: x\r\n";
    private static final String GET = "GET /next HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Vertx vertx = Vertx.vertx();
    private final Queue<String> served = new ConcurrentLinkedQueue<>();
    private HttpServer server;

    @BeforeEach
    void listen() {
        server = vertx.createHttpServer(new HttpServerOptions().setHttp2ClearTextEnabled(false))
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private void serve(HttpServerRequest request) {
        served.add(request.path());
        request.exceptionHandler(fault -> {
            if (!request.response().ended()) {
                request.response().setStatusCode(400).end().onComplete(sent -> request.connection()
                        .close());
            }
        });
        request.bodyHandler(body -> request.response().end(body));
    }

    @Test
    void anAmbiguousHeadIsNotPassedOn() throws IOException {
        assertThat(answers(POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + GET))
                .containsExactly("400");
        assertThat(served).isEmpty();
    }

    @Test
    void norDoesAHeadWhoseBodyIsAmbiguousFromTheStart() throws IOException {
        assertThat(answers(POST + "Transfer-Encoding: chunked\r\n\r\n100000002\r\n{}\r\n0\r\n\r\n" + GET))
                .containsExactly("400");
        assertThat(served).isEmpty();
    }

    @Test
    void theAnswersBeforeItKeepTheirOrder() throws IOException {
        assertThat(answers(GET + GET + "\u0000" + GET)).containsExactly("200", "200", "400");
        assertThat(served).containsExactly("/next", "/next");
    }

    @Test
    void aBodyThatTurnsOutAmbiguousEndsItsConnection() throws IOException {
        assertThat(answers(
                        POST + "Transfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n",
                        "100000002\r\n{}\r\n0\r\n\r\n" + GET))
                .containsExactly("400");
        assertThat(served).containsExactly("/body");
    }

    @Test
    void properRequestsPassInAnyPieces() throws IOException {
        String requests = POST + "Content-Length: 2\r\n\r\n{}" + GET + POST
                + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
                + "GET /last HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
        for (int cut = 1; cut < requests.length(); cut += 5) {
            served.clear();

            assertThat(answers(requests.substring(0, cut), requests.substring(cut)))
                    .hasSize(4)
                    .containsOnly("200");
            assertThat(served).containsExactly("/body", "/next", "/body", "/last");
        }
    }

    /** The status of each answer until the server closes the connection. */
    private List<String> answers(String... pieces) throws IOException {
        ByteArrayOutputStream answers = new ByteArrayOutputStream();
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            socket.setSoTimeout(5_000);
            socket.setTcpNoDelay(true);
            for (String piece : pieces) {
                int before = served.size();
                socket.getOutputStream().write(piece.getBytes(ISO_8859_1));
                if (piece.contains("100-continue")) {
                    await().until(() -> served.size() > before);
                }
            }
            socket.getInputStream().transferTo(answers);
        } catch (SocketException reset) {
            // Closed with unread bytes.
        }
        return Arrays.stream(answers.toString(ISO_8859_1).split("HTTP/1\\.[01] "))
                .skip(1)
                .map(answer -> answer.substring(0, 3))
                .toList();
    }
}
