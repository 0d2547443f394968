package sandbox;

import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The sandbox on a plain HTTP server with several event loops; it forgets everything before each test. */
final class SandboxServer implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {
    private static final int EVENT_LOOPS = 4;
    private static final int ANY_PORT_BUT_THE_SAME = -1;

    private final AtomicInteger port = new AtomicInteger();
    private Vertx vertx;

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        vertx = Vertx.vertx();
        Sandbox sandbox = new Sandbox(vertx);
        vertx.deployVerticle(
                        () -> new AbstractVerticle() {
                            @Override
                            public void start(Promise<Void> started) {
                                Router router = Router.router(vertx);
                                sandbox.mount(router);
                                vertx.createHttpServer()
                                        .requestHandler(router)
                                        .listen(ANY_PORT_BUT_THE_SAME, "localhost")
                                        .map(HttpServer::actualPort)
                                        .onSuccess(port::set)
                                        .<Void>mapEmpty()
                                        .onComplete(started);
                            }
                        },
                        new DeploymentOptions().setInstances(EVENT_LOOPS))
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        client().control("DELETE", "_state", null);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    GraphClient client() {
        return new GraphClient("http://localhost:" + port + "/sandbox");
    }

    int port() {
        return port.get();
    }
}
