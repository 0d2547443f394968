package local;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

class LoopbackGuardTest {
    private final Vertx vertx = Vertx.vertx();
    private HttpServer server;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        router.route().handler(call -> call.end("reached"));
        new LoopbackGuard().install(router);
        server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
        "localhost:8080,",
        "LocalHost,",
        "127.0.0.1:8080,",
        "[::1]:8080,",
        "localhost:8080, http://localhost:8080",
        "localhost:8080, http://127.0.0.1:3000",
        "localhost:8080, http://[::1]:3000",
    })
    void aLocalCallerIsLetThrough(String host, String origin) throws IOException {
        assertThat(call(host, origin)).startsWith("HTTP/1.1 200").endsWith("reached");
    }

    @ParameterizedTest
    @CsvSource({
        "evil.example,",
        "evil.example:8080,",
        "localhost.evil.example,",
        "127.0.0.1.evil.example:8080,",
        "192.168.1.7:8080,",
        "localhost:8080, https://evil.example",
        "localhost:8080, http://localhost.evil.example",
        "localhost:8080, http://localhost@evil.example",
        "localhost:8080, null",
        "localhost:8080, nonsense",
    })
    void anyOtherIsRejectedWithAProblem(String host, String origin) throws IOException {
        assertThat(call(host, origin))
                .startsWith("HTTP/1.1 403")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"/problems/forbidden\"", "\"instance\":\"/v1/campaigns\"")
                .doesNotContain("reached");
    }

    /** Written by hand: HTTP clients set these two headers themselves. */
    private String call(String host, String origin) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
            String head = "POST /v1/campaigns HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\n"
                    + (origin == null ? "" : "Origin: " + origin + "\r\n") + "Connection: close\r\n\r\n";
            OutputStream out = socket.getOutputStream();
            out.write(head.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
