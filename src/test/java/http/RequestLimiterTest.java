package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import http.RequestLimiter.Until;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;
import shares.Places;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.ShareOwner;
import shares.SharedLimit;
import shares.SharesConfig;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.atomic.AtomicInteger;

class RequestLimiterTest {

    private static final SharesConfig SHARES = MappedConfig.of(SharesConfig.class);
    /** More than all buffers in between can hold. */
    private static final int LARGE = 32 * 1024 * 1024;

    private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: x\r\n\r\n";

    private final Refusals refusals = new Refusals();
    private final RequestLimiter limiter = new RequestLimiter(
            SharedLimit.CALLS,
            new Places(1, SHARES),
            null,
            Until.ANSWER_SENT,
            new RequestLimiter.Texts("One for each.", "One at a time."),
            refusals);
    private final Places queuedPlaces = new Places(4, SHARES);
    private final RequestLimiter shared = new RequestLimiter(
            SharedLimit.CALLS,
            new Places(4, SHARES),
            queuedPlaces,
            Until.ANSWERED,
            new RequestLimiter.Texts("One for each.", "Four at a time."),
            refusals);
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger triedInVain = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private URI service;

    @BeforeEach
    void serve() throws Exception {
        Router router = Router.router(vertx);
        router.get("/now").handler(request -> limiter.enter(request, ShareOwner.EVERYBODY, place -> request.end("in")));
        router.get("/stay")
                .handler(request -> limiter.enter(request, ShareOwner.EVERYBODY, place -> arrived.incrementAndGet()));
        router.get("/late").handler(this::enterWhenTheCallerHasLeft);
        router.get("/large")
                .handler(request -> limiter.enter(request, ShareOwner.EVERYBODY, place -> {
                    arrived.incrementAndGet();
                    request.end("x".repeat(LARGE));
                }));
        router.get("/shared/now").handler(request -> shared.enter(request, owner(request), place -> request.end("in")));
        router.get("/shared/stay")
                .handler(request -> shared.enter(request, owner(request), place -> arrived.incrementAndGet()));
        router.route().failureHandler(ProblemAnswers::failure);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        service = URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private static ShareOwner owner(RoutingContext request) {
        return ShareOwner.client(request.request().getHeader("Client"));
    }

    private void enterWhenTheCallerHasLeft(RoutingContext request) {
        arrived.incrementAndGet();
        request.response().closeHandler(closed -> request.vertx().runOnContext(later -> {
            limiter.enter(request, ShareOwner.EVERYBODY, place -> {});
            triedInVain.incrementAndGet();
        }));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void rejectsRequestsBeyondTheLimit() throws IOException {
        try (RawHttp inside = new RawHttp(service)) {
            inside.text(REQUEST.formatted("stay"));
            await().untilAtomic(arrived, is(1));

            assertThat(answer()).startsWith("HTTP/1.1 503").contains("One at a time.");
        }
        await("the slot of a disconnected caller")
                .untilAsserted(() -> assertThat(answer()).startsWith("HTTP/1.1 200"));
    }

    /** The end of a request that ended before its admission is not reported again. */
    @Test
    void keepsNoPlaceForWhoIsNotThere() throws IOException {
        try (RawHttp late = new RawHttp(service)) {
            late.text(REQUEST.formatted("late"));
            await().untilAtomic(arrived, is(1));
        }
        await().untilAtomic(triedInVain, is(1));

        assertThat(answer()).startsWith("HTTP/1.1 200");
    }

    @Test
    void aClientHasItsShareAndNoMore() throws IOException {
        try (RawHttp first = stay("/shared", "greedy");
                RawHttp queued = stay("/shared", "greedy")) {
            await().untilAtomic(arrived, is(1));

            assertThat(answer("/shared", "greedy")).startsWith("HTTP/1.1 429").contains("One for each.");
            assertThat(refusals.counted(SharedLimit.CALLS, Cause.SHARE)).isEqualTo(1);
            assertThat(answer("/shared", "modest")).startsWith("HTTP/1.1 200");

            first.close();
            await("the queued request of the same client").untilAtomic(arrived, is(2));
        }
        await("all slots free")
                .untilAsserted(() -> assertThat(answer("/shared", "greedy")).startsWith("HTTP/1.1 200"));
    }

    @Test
    void queuedClientsHaveTurns() throws IOException {
        try (RawHttp one = stay("/shared", "one");
                RawHttp two = stay("/shared", "two");
                RawHttp three = stay("/shared", "three");
                RawHttp four = stay("/shared", "four")) {
            await().untilAtomic(arrived, is(4));
            try (RawHttp queued = stay("/shared", "five");
                    RawHttp last = stay("/shared", "six")) {
                await().until(() -> queuedPlaces.takenBy(ShareOwner.client("five")) == 1
                        && queuedPlaces.takenBy(ShareOwner.client("six")) == 1);

                one.close();
                two.close();

                await("both").untilAtomic(arrived, is(6));
            }
        }
    }

    /** An unread answer is in memory and counts until it is read. */
    @Test
    void anAnswerCountsUntilItHasBeenRead() throws IOException {
        try (RawHttp reader = new RawHttp(service)) {
            reader.text(REQUEST.formatted("large"));
            await().untilAtomic(arrived, is(1));

            assertThat(answer()).startsWith("HTTP/1.1 503");
            reader.answer();
        }
        await().untilAsserted(() -> assertThat(answer()).startsWith("HTTP/1.1 200"));
    }

    private RawHttp stay(String path, String client) throws IOException {
        return new RawHttp(service).text("GET " + path + "/stay HTTP/1.1\r\nHost: x\r\nClient: " + client + "\r\n\r\n");
    }

    private String answer(String path, String client) throws IOException {
        try (RawHttp caller = new RawHttp(service)) {
            return caller.text("GET " + path + "/now HTTP/1.1\r\nHost: x\r\nClient: " + client + "\r\n\r\n")
                    .answer();
        }
    }

    private String answer() throws IOException {
        try (RawHttp caller = new RawHttp(service)) {
            return caller.text(REQUEST.formatted("now")).answer();
        }
    }
}
