package settings;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.VertxHttpRecorder;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import java.util.List;
import java.util.OptionalInt;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Moves health and metrics to a separate port if {@code MANAGEMENT_PORT} is set. The framework's own management
 * interface is fixed at build time, but this is a setting of the deployment.
 */
@Singleton
public class ManagementPort {
    private static final Logger LOG = Logger.getLogger(ManagementPort.class);
    private static final List<String> MANAGEMENT_PATHS = List.of("/q/health", "/q/metrics");
    private static final int NOT_FOUND = 404;
    private static final int IDLE_SECONDS = 60;

    private final Vertx vertx;
    private final String host;
    private final OptionalInt port;
    private HttpServer server;

    public ManagementPort(
            Vertx vertx,
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int mainPort,
            ManagementConfig management) {
        this.vertx = vertx;
        this.host = host;
        boolean separate = management.port().isPresent() && management.port().getAsInt() != mainPort;
        this.port = separate ? management.port() : OptionalInt.empty();
    }

    /** Each port serves only its own paths. Runs before all other routes. */
    void separate(@Observes Router router) {
        if (port.isPresent()) {
            router.route().order(Integer.MIN_VALUE).handler(this::separate);
        }
    }

    private void separate(RoutingContext call) {
        boolean managementPort = call.request().localAddress().port() == port.getAsInt();
        if (isManagement(call.normalizedPath()) == managementPort) {
            call.next();
        } else {
            call.fail(NOT_FOUND);
        }
    }

    static boolean isManagement(String path) {
        return MANAGEMENT_PATHS.stream().anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
    }

    void listen(@Observes StartupEvent event) {
        if (port.isPresent()) {
            server = vertx.createHttpServer(
                            new HttpServerOptions().setIdleTimeout(IDLE_SECONDS).setHttp2ClearTextEnabled(false))
                    // As on the main port: the root handler prepares a request for its handlers.
                    .requestHandler(VertxHttpRecorder.getRootHandler())
                    .listen(port.getAsInt(), host)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
            LOG.infof("Health and metrics on http://%s:%d", host, server.actualPort());
        }
    }

    @PreDestroy
    void close() {
        if (server != null) {
            server.close();
        }
    }
}
