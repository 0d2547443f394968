package local;

import io.quarkus.arc.profile.IfBuildProfile;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Rejects requests of web pages in dev mode, which needs no key. Listening on loopback is not enough: the local browser
 * could post there for any page, including one whose name resolves to 127.0.0.1.
 */
@Singleton
@IfBuildProfile("dev")
public class LoopbackGuard {
    private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int FORBIDDEN = 403;

    /** Runs before all other routes. */
    void install(@Observes Router router) {
        router.route().order(Integer.MIN_VALUE).handler(LoopbackGuard::check);
    }

    private static void check(RoutingContext call) {
        String origin = call.request().getHeader("Origin");
        if (isLocalHost(host(call)) && (origin == null || isLocalOrigin(origin))) {
            call.next();
        } else {
            call.response()
                    .setStatusCode(FORBIDDEN)
                    .putHeader("Content-Type", "application/problem+json")
                    .end(problem(call.request().path()).encode());
        }
    }

    /** HTTP/1.1 has a header for it, HTTP/2 a pseudo-header. */
    private static String host(RoutingContext call) {
        String host = call.request().getHeader("Host");
        if (host != null) {
            return host;
        }
        return call.request().authority() == null
                ? ""
                : call.request().authority().toString();
    }

    static boolean isLocalHost(String host) {
        return LOCAL_HOSTS.contains(host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT));
    }

    static boolean isLocalOrigin(String origin) {
        try {
            String host = new URI(origin).getHost();
            return host != null && LOCAL_HOSTS.contains(host.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static JsonObject problem(String path) {
        return new JsonObject()
                .put("type", "/problems/forbidden")
                .put("title", "Forbidden")
                .put("status", FORBIDDEN)
                .put(
                        "detail",
                        "In dev mode only this machine may call: Host and Origin must be localhost, 127.0.0.1 or [::1].")
                .put("instance", path);
    }
}
