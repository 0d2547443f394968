package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.greaterThan;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;
import shares.Refusals;
import shares.SharesConfig;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

class UnreadAnswersTest {

    /** Netty closes a connection with more than 128 of them. */
    private static final int REQUESTS = 100;

    /** Some of them fill all buffers in between. */
    private static final int ANSWER_BYTES = 1024 * 1024;

    private final Vertx vertx = Vertx.vertx();
    private final AtomicInteger answered = new AtomicInteger();

    @AfterEach
    void stop() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** Without a limit, one connection without a key could have any number of unread answers in memory. */
    @Test
    void aConnectionsNextRequestWaitsUntilItsAnswersAreRead() throws Exception {
        try (RawHttp caller = new RawHttp(serve())) {
            caller.text("GET /page HTTP/1.1\r\nHost: x\r\n\r\n".repeat(REQUESTS));

            await().untilAtomic(answered, greaterThan(0));
            await().during(Duration.ofMillis(500)).until(() -> answered.get() < REQUESTS / 2);

            for (int i = 0; i < REQUESTS; i++) {
                assertThat(caller.answer()).startsWith("HTTP/1.1 200");
            }
        }
        assertThat(answered).hasValue(REQUESTS);
    }

    private URI serve() {
        Router router = Router.router(vertx);
        new UnreadAnswers(MappedConfig.of(ApiConnections.class), MappedConfig.of(SharesConfig.class), new Refusals())
                .open(router);
        router.get("/page").handler(request -> {
            answered.incrementAndGet();
            request.end("x".repeat(ANSWER_BYTES));
        });
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return URI.create("http://127.0.0.1:" + server.actualPort());
    }
}
