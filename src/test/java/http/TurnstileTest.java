package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

class TurnstileTest {

    private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Turnstile turnstile = new Turnstile(1, 0, "One at a time.");
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger triedInVain = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private URI service;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        router.get("/now").handler(request -> turnstile.enter(request, place -> request.end("in")));
        router.get("/stay").handler(request -> turnstile.enter(request, place -> arrived.incrementAndGet()));
        router.get("/late").handler(this::enterWhenTheCallerHasLeft);
        router.route().failureHandler(ProblemAnswers::failure);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        service = URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private void enterWhenTheCallerHasLeft(RoutingContext request) {
        arrived.incrementAndGet();
        request.response().closeHandler(closed -> request.vertx().runOnContext(later -> {
            turnstile.enter(request, place -> {});
            triedInVain.incrementAndGet();
        }));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void refusesWhomItHasNoRoomFor() throws IOException {
        try (RawHttp inside = new RawHttp(service)) {
            inside.text(REQUEST.formatted("stay"));
            await().untilAtomic(arrived, is(1));

            assertThat(answer()).startsWith("HTTP/1.1 503").contains("One at a time.");
        }
        await("the place of who has left")
                .untilAsserted(() -> assertThat(answer()).startsWith("HTTP/1.1 200"));
    }

    /** Who has left before it came in would never be told to leave again. */
    @Test
    void keepsNoPlaceForWhoIsNotThere() throws IOException {
        try (RawHttp late = new RawHttp(service)) {
            late.text(REQUEST.formatted("late"));
            await().untilAtomic(arrived, is(1));
        }
        await().untilAtomic(triedInVain, is(1));

        assertThat(answer()).startsWith("HTTP/1.1 200");
    }

    private String answer() throws IOException {
        try (RawHttp caller = new RawHttp(service)) {
            return caller.text(REQUEST.formatted("now")).answer();
        }
    }
}
