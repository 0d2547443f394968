package sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A local Graph API for development, tests and demos: the part of Meta's that creates ads, faithful enough that
 * Meta's own SDKs work against it, under {@code /sandbox/{version}/…}. It keeps everything in memory. Of videos and
 * images it keeps size and hash.
 *
 * <p>{@link Settings} and {@link Fault} change its behaviour, through {@code /sandbox/_settings} and
 * {@code /sandbox/_faults}. {@code /sandbox/_state} shows what was made and which calls arrived.
 */
public final class Sandbox {
    static final String ROOT = "/sandbox";

    /** Before all body handlers: the sandbox reads bodies itself, so that a video is never in memory. */
    private static final int ORDER = -10_000;

    /** A path with or without a version; a batch has nothing else. */
    private static final Pattern GRAPH = Pattern.compile(ROOT + "/(?!_)[^/]+(/.*)?");

    private static final Pattern CONTROL = Pattern.compile(ROOT + "/(_state|_settings|_faults)/?");
    private static final Pattern UPLOAD = Pattern.compile(ROOT + VideoAds.PATH + "(\\d+)");
    private static final Pattern PICTURE = Pattern.compile(ROOT + "/_media/([A-Za-z0-9_-]+)\\.jpg");

    private final Vertx vertx;
    private final Ids ids = new Ids();
    private final ControlApi control = new ControlApi(() -> this.world, this::forget);
    private volatile World world;

    public Sandbox(Vertx vertx) {
        this.vertx = vertx;
        forget();
    }

    /** Answers everything under {@code /sandbox} on this router. */
    public void mount(Router router) {
        router.route(ROOT + "/*").order(ORDER).handler(this::handle);
    }

    private void forget() {
        world = new World(ids, Clock.systemUTC());
    }

    private void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        String path = request.path();
        Matcher controlCall = CONTROL.matcher(path);
        Matcher upload = UPLOAD.matcher(path);
        Matcher picture = PICTURE.matcher(path);
        boolean batch = path.matches(ROOT + "/?") && request.method().equals(HttpMethod.POST);
        if (request.method().equals(HttpMethod.OPTIONS)) {
            Cors.preflight(request);
        } else if (batch || GRAPH.matcher(path).matches()) {
            GraphExchange.start(vertx, world, request, root(request));
        } else if (upload.matches()) {
            RawUploadExchange.start(world, request, upload.group(1));
        } else if (controlCall.matches()) {
            control.handle(request, controlCall.group(1));
        } else if (picture.matches()) {
            request.resume();
            request.response()
                    .putHeader("Content-Type", "image/jpeg")
                    .end(Buffer.buffer(PaintedPictures.jpeg(picture.group(1))));
        } else {
            request.resume();
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "application/json")
                    .end(Json.object()
                            .put("error", "the sandbox serves /sandbox/v26.0/…, _state, _settings and _faults")
                            .toString());
        }
    }

    /** @return address under which the client found the sandbox */
    private static String root(HttpServerRequest request) {
        Object host = request.authority() == null ? request.localAddress() : request.authority();
        return request.scheme() + "://" + host + ROOT;
    }
}
