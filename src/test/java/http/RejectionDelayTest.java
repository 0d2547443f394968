package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import shares.ShareOwner;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class RejectionDelayTest {

    private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\nClient: %s\r\n\r\n";
    private static final Duration DELAY = Duration.ofMillis(200);

    private final RejectionDelay pace = new RejectionDelay(2, DELAY);
    private final AtomicInteger passed = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private URI service;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(request -> {
            String client = request.request().getHeader("Client");
            pace.enter(request, client.equals("admin") ? ShareOwner.ADMINISTRATOR : ShareOwner.client(client));
        });
        router.get("/refused").handler(request -> {
            passed.incrementAndGet();
            request.response().setStatusCode(400).end();
        });
        router.get("/taken").handler(request -> {
            passed.incrementAndGet();
            request.end();
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        service = URI.create("http://127.0.0.1:" + server.actualPort());
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void delaysAClientThatIsRejectedRepeatedly() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(answer("refused", "greedy")).startsWith("HTTP/1.1 400");
        }
        long begun = System.nanoTime();

        assertThat(answer("refused", "greedy")).startsWith("HTTP/1.1 400");

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(DELAY);
        assertThat(passed).hasValue(4);
    }

    /** The delayed request arrives after the others are answered. */
    @Test
    void delaysNoOtherClient() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(answer("refused", "greedy")).startsWith("HTTP/1.1 400");
        }
        for (int i = 0; i < 3; i++) {
            assertThat(answer("refused", "admin")).startsWith("HTTP/1.1 400");
        }
        passed.set(0);
        try (RawHttp heldUp = new RawHttp(service)) {
            heldUp.text(REQUEST.formatted("taken", "greedy"));

            assertThat(answer("taken", "modest")).startsWith("HTTP/1.1 200");
            assertThat(answer("taken", "admin")).startsWith("HTTP/1.1 200");

            assertThat(heldUp.answer()).startsWith("HTTP/1.1 200");
            assertThat(passed).hasValue(3);
        }
    }

    @Test
    void delaysNoAcceptedRequests() throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(answer("taken", "quick")).startsWith("HTTP/1.1 200");
        }
        assertThat(answer("refused", "quick")).startsWith("HTTP/1.1 400");
        assertThat(answer("taken", "quick")).startsWith("HTTP/1.1 200");
    }

    @Test
    void holdsUpForASecond() throws IOException {
        for (int i = 0; i < 3; i++) {
            assertThat(answer("refused", "greedy")).startsWith("HTTP/1.1 400");
        }
        assertThat(isHeldUp("greedy")).isTrue();

        await().atMost(Duration.ofSeconds(5)).until(() -> !isHeldUp("greedy"));
    }

    private boolean isHeldUp(String client) throws IOException {
        long begun = System.nanoTime();
        assertThat(answer("taken", client)).startsWith("HTTP/1.1 200");
        return System.nanoTime() - begun >= DELAY.toNanos();
    }

    private String answer(String path, String client) throws IOException {
        try (RawHttp http = new RawHttp(service)) {
            http.text(REQUEST.formatted(path, client));
            return http.answer();
        }
    }
}
