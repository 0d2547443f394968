package http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import clients.KeyScope;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import settings.MappedConfig;
import shares.Refusals;
import shares.SharesConfig;

import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Bodies of queued calls. One call is processed at a time, and two bodies are read. */
class GateQueueTest {

    private static final int LARGE = 100 * 1024;
    private static final int SMALL = 32 * 1024;

    private final Refusals refusals = new Refusals();
    private final Queue<RoutingContext> admitted = new ConcurrentLinkedQueue<>();
    private final AtomicInteger bodiesRead = new AtomicInteger();
    private final Vertx vertx = Vertx.vertx();
    private URI service;

    @BeforeEach
    @SuppressWarnings("deprecation") // setUser: only a login handler could replace it.
    void serve() throws Exception {
        Router router = Router.router(vertx);
        router.route().order(-2000).handler(request -> {
            request.setUser(new QuarkusHttpUser(Identities.of("key", KeyScope.of("francisco"))));
            request.next();
        });
        gate().open(router);
        router.post().order(-40).handler(request -> {
            bodiesRead.incrementAndGet();
            request.next();
        });
        router.route().order(0).handler(admitted::add);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        service = URI.create("http://127.0.0.1:" + server.actualPort());
    }

    private Gate gate() {
        SharesConfig shares = MappedConfig.of(SharesConfig.class, "client", "100");
        return new Gate(
                new Contract(MappedConfig.of(ApiLimits.class)),
                new DiskReservation(() -> Long.MAX_VALUE, 0, 100, refusals),
                MappedConfig.of(ApiConnections.class, "max-bodies", "2", "max-calls", "1"),
                null,
                null,
                shares,
                refusals,
                Path.of("unused"),
                new MemorySize(BigInteger.valueOf(1024)),
                1,
                true);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void aLargeBodyKeepsItsPlaceWhileItsCallIsQueued() throws IOException {
        try (RawHttp inside = admitOne();
                RawHttp first = queue(LARGE);
                RawHttp second = queue(LARGE)) {
            assertRejected();

            answerNext();
            assertThat(inside.answer()).startsWith("HTTP/1.1 204");
            await("the first of both").until(() -> admitted.size() == 1);
            try (RawHttp third = queue(LARGE)) {
                assertRejected();
                answerNext();
                answerNext();
                answerNext();

                assertThat(first.answer()).startsWith("HTTP/1.1 204");
                assertThat(second.answer()).startsWith("HTTP/1.1 204");
                assertThat(third.answer()).startsWith("HTTP/1.1 204");
            }
        }
    }

    @Test
    void theBodyOfACallerThatLeavesTheQueueKeepsNoPlace() throws IOException {
        try (RawHttp inside = admitOne()) {
            try (RawHttp first = queue(LARGE);
                    RawHttp second = queue(LARGE)) {
                assertRejected();
            }
            try (RawHttp first = queue(LARGE);
                    RawHttp second = queue(LARGE)) {
                assertRejected();
                answerNext();
                answerNext();
                answerNext();

                assertThat(inside.answer()).startsWith("HTTP/1.1 204");
                assertThat(first.answer()).startsWith("HTTP/1.1 204");
                assertThat(second.answer()).startsWith("HTTP/1.1 204");
            }
        }
    }

    @Test
    void aSmallBodyKeepsNoPlaceWhileItsCallIsQueued() throws IOException {
        try (RawHttp inside = admitOne();
                RawHttp first = queue(SMALL);
                RawHttp second = queue(SMALL);
                RawHttp third = queue(SMALL)) {
            answerNext();
            answerNext();
            answerNext();
            answerNext();

            for (RawHttp caller : new RawHttp[] {inside, first, second, third}) {
                assertThat(caller.answer()).startsWith("HTTP/1.1 204");
            }
        }
    }

    private RawHttp admitOne() throws IOException {
        RawHttp caller = new RawHttp(service).lines("GET /v1/clients HTTP/1.1", "Host: x", "");
        await("the call").until(() -> admitted.size() == 1);
        return caller;
    }

    private void answerNext() {
        await("a call to answer").until(() -> !admitted.isEmpty());
        RoutingContext call = admitted.remove();
        call.vertx().runOnContext(now -> call.response().setStatusCode(204).end());
    }

    /** A call whose body has been read. */
    private RawHttp queue(int bytes) throws IOException {
        AtomicReference<RawHttp> caller = new AtomicReference<>();
        await("a slot for a body").until(() -> {
            caller.set(announce(bytes));
            return caller.get().answer().startsWith("HTTP/1.1 100");
        });
        int before = bodiesRead.get();
        caller.get().text(" ".repeat(bytes));
        await("the body").until(() -> bodiesRead.get() > before);
        return caller.get();
    }

    private RawHttp announce(int bytes) throws IOException {
        return new RawHttp(service)
                .lines("POST /v1/campaigns HTTP/1.1", "Host: x", "Content-Type: application/json")
                .lines("Content-Length: " + bytes, "Expect: 100-continue", "");
    }

    private void assertRejected() throws IOException {
        try (RawHttp caller = announce(LARGE)) {
            assertThat(caller.answer()).startsWith("HTTP/1.1 429").containsIgnoringCase("retry-after: 1");
        }
    }
}
