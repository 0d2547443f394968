package queue;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Camel contexts with the component and a real Redis, each with its own clients like a process. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisStreamTestSupport {

    /** A short idle time, so that tests are fast. */
    static final String QUICK = "claimIdle=1s&claimInterval=200ms";

    final RedisServer server;
    private final Vertx vertx = Vertx.vertx();
    private final List<CamelContext> contexts = new ArrayList<>();
    private final List<Redis> clients = new ArrayList<>();

    /** Different for each test. */
    String stream;

    /** A context that only produces and inspects. */
    CamelContext outside;

    private Redis redis;

    RedisStreamTestSupport() {
        try {
            server = new RedisServer();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeAll
    void startServer() throws Exception {
        server.start();
        redis = newClient();
    }

    @BeforeEach
    void openStream() throws Exception {
        stream = "stream-" + UUID.randomUUID();
        outside = start(route -> {});
    }

    @AfterEach
    void closeContexts() {
        for (CamelContext context : contexts) {
            context.getShutdownStrategy().setTimeout(1);
            context.stop();
        }
        contexts.clear();
    }

    @AfterAll
    void stopServer() throws Exception {
        clients.forEach(Redis::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
        server.close();
    }

    @FunctionalInterface
    interface Routes {
        void configure(RouteBuilder route) throws Exception;
    }

    /** Starts a context with the routes, like another process. */
    CamelContext start(Routes routes) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.addComponent("redis-stream", new RedisStreamComponent(newClient(), newClient()));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() throws Exception {
                routes.configure(this);
            }
        });
        contexts.add(context);
        context.start();
        return context;
    }

    private Redis newClient() {
        RedisOptions options = new RedisOptions()
                .setConnectionString(server.uri())
                .setNetClientOptions(new NetClientOptions().setReadIdleTimeout(4));
        Redis client = Redis.createClient(vertx, options);
        clients.add(client);
        return client;
    }

    String uri(String options) {
        return "redis-stream:" + stream + "?" + options;
    }

    void add(Object body) {
        outside.createProducerTemplate().sendBody(uri("operation=ADD"), body);
    }

    StreamInfo info() {
        return outside.createProducerTemplate().requestBody(uri("operation=INFO"), null, StreamInfo.class);
    }

    Response command(Command command, String... arguments) {
        Request request = Request.cmd(command);
        for (String argument : arguments) {
            request.arg(argument);
        }
        return redis.send(request)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(5, TimeUnit.SECONDS)
                .join();
    }

    static RedisStreamConsumer consumer(CamelContext context, String routeId) {
        return (RedisStreamConsumer) context.getRoute(routeId).getConsumer();
    }
}
