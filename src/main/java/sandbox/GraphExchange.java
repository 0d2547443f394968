package sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jboss.logging.Logger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One Graph call: head, body, latency, fault, handling, answer. It runs on the connection's event loop. A call that was
 * received is handled even if the client has disconnected, as Meta does.
 */
final class GraphExchange {
    private static final Logger LOG = Logger.getLogger(GraphExchange.class);

    private final Vertx vertx;
    private final World world;
    private final HttpServerRequest request;
    private final String root;
    private final String version;
    private final List<String> path;
    private final Params params = new Params();
    private final Map<String, ReceivedFile> files = new LinkedHashMap<>();
    private final CallLog.Call call;
    private BodyReader body;
    private boolean given;
    private Optional<String> token = Optional.empty();
    private boolean tokenInQuery;

    private GraphExchange(Vertx vertx, World world, HttpServerRequest request, String root) {
        this.vertx = vertx;
        this.world = world;
        this.request = request;
        this.root = root;
        List<String> segments = new ArrayList<>();
        for (String segment : request.path().substring(Sandbox.ROOT.length()).split("/")) {
            if (!segment.isEmpty()) {
                segments.add(FormText.decode(segment.replace("+", "%2B")));
            }
        }
        boolean versioned = !segments.isEmpty() && segments.get(0).matches(Versions.PATTERN);
        version = versioned ? segments.remove(0) : Versions.NEWEST;
        path = List.copyOf(segments);
        call = world.begin(request.method().name(), path);
    }

    /** @param root address of the sandbox as the client sees it */
    static void start(Vertx vertx, World world, HttpServerRequest request, String root) {
        new GraphExchange(vertx, world, request, root).read();
    }

    private void read() {
        HttpServerResponse response = request.response();
        response.closeHandler(closed -> gone());
        response.exceptionHandler(failure -> gone());
        request.exceptionHandler(failure -> gone());
        String query = request.query();
        if (query != null) {
            FormText.parse(query, params);
        }
        takeToken();
        tokenInQuery = token.isPresent();
        token = token.or(this::tokenInHeader);
        try {
            body = BodyReader.of(world, request.getHeader("Content-Type"), params.text(ChunkedUploads.SESSION));
        } catch (Refusal e) {
            request.resume();
            send(e.answer());
            return;
        }
        request.handler(this::arrived);
        request.endHandler(end -> received());
        if ("100-continue".equalsIgnoreCase(request.getHeader("Expect"))) {
            response.writeContinue();
        }
        request.resume();
    }

    private void arrived(Buffer bytes) {
        if (given) {
            return;
        }
        try {
            body.write(bytes.getBytes());
        } catch (Refusal e) {
            send(e.answer());
        } catch (RuntimeException e) {
            send(broken(e));
        }
    }

    private void received() {
        if (given) {
            body.close();
            return;
        }
        try {
            body.end(params, files);
        } catch (Refusal e) {
            body.close();
            send(e.answer());
            return;
        }
        takeToken();
        tellPayload();
        String phase = params.text(ChunkedUploads.PHASE).orElse(null);
        Fault fault = world.fault(
                        request.method().name(),
                        path,
                        phase,
                        params.text("name").orElse(null))
                .orElse(null);
        after(world.latencyMs(), () -> act(fault));
    }

    private void tellPayload() {
        Long offset = params.text("start_offset")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .orElse(null);
        call.carries(params.text(ChunkedUploads.PHASE).orElse(null), offset, body.fileBytes());
    }

    private void act(Fault fault) {
        if (fault == null) {
            answer(handle());
            return;
        }
        switch (fault.action()) {
            case ERROR, ANSWER ->
                after(fault.delayMs(), () -> {
                    body.close();
                    answer(fault.answer());
                });
            case ERROR_AFTER, ANSWER_AFTER -> {
                handle();
                after(fault.delayMs(), () -> answer(fault.answer()));
            }
            case DROP ->
                after(fault.delayMs(), () -> {
                    body.close();
                    drop();
                });
            case DROP_AFTER -> {
                handle();
                after(fault.delayMs(), this::drop);
            }
            case DELAY -> after(fault.delayMs(), () -> answer(handle()));
            case REPEAT_WINDOW -> {
                Optional<Answer> window = params.text(ChunkedUploads.SESSION).flatMap(world::window);
                Answer answer = window.orElseGet(this::handle);
                body.close();
                after(fault.delayMs(), () -> answer(answer));
            }
            case DELAY_AFTER -> {
                Answer answer = handle();
                after(fault.delayMs(), () -> answer(answer));
            }
            case TRICKLE -> trickle(handle(), fault.delayMs());
            case EXPIRE_SESSION ->
                after(fault.delayMs(), () -> {
                    params.text(ChunkedUploads.SESSION).ifPresent(world::expireSession);
                    Answer answer = handle();
                    Optional.ofNullable(Json.parse(answer.body()))
                            .map(json -> Json.text(json, ChunkedUploads.SESSION))
                            .ifPresent(world::expireSession);
                    answer(answer);
                });
        }
    }

    private Answer handle() {
        try {
            return world.handle(new IncomingCall(method(), root, version, path, params, files, token, tokenInQuery));
        } catch (RuntimeException e) {
            return broken(e);
        } finally {
            body.close();
        }
    }

    /** The parameter {@code method} of a POST overrides its method, for calls whose query would be too long. */
    private String method() {
        String sent = request.method().name();
        return sent.equals("POST")
                ? params.remove("method")
                        .map(name -> name.toUpperCase(Locale.ROOT))
                        .orElse(sent)
                : sent;
    }

    /** An error of the sandbox itself. The client gets an answer all the same. */
    private Answer broken(RuntimeException cause) {
        LOG.errorf(cause, "%s /%s failed", request.method(), String.join("/", path));
        return Answer.json(500, new Refusal(1, "An unknown error occurred").envelope());
    }

    private void answer(Answer answer) {
        send(withUsage(answer));
    }

    private Answer withUsage(Answer answer) {
        Map<String, String> headers = new LinkedHashMap<>(world.usageHeaders(call.account()));
        headers.putAll(Versions.warning(version));
        headers.putAll(answer.headers());
        return answer.with(headers);
    }

    private void send(Answer answer) {
        if (begin(answer)) {
            world.end(call, answer.status());
            request.response().end(answer.body());
        }
    }

    /** Writes the head of the answer. @return false if the client has disconnected */
    private boolean begin(Answer answer) {
        HttpServerResponse response = request.response();
        if (given || response.ended() || response.closed()) {
            gone();
            return false;
        }
        given = true;
        response.setStatusCode(answer.status()).putHeader("facebook-api-version", version);
        Cors.allow(response);
        if (answer.contentType() != null) {
            response.putHeader("Content-Type", answer.contentType());
        }
        answer.headers().forEach(response::putHeader);
        return true;
    }

    /** The call is in the log with its answer's status once all bytes are sent, or with 0 if the client disconnects. */
    private void trickle(Answer answer, long pause) {
        if (!begin(withUsage(answer))) {
            return;
        }
        HttpServerResponse response = request.response();
        Buffer bytes = Buffer.buffer(answer.body());
        response.putHeader("Content-Length", String.valueOf(bytes.length()));
        response.closeHandler(closed -> world.end(call, 0));
        response.exceptionHandler(failure -> world.end(call, 0));
        trickle(answer.status(), bytes, 0, pause);
    }

    private void trickle(int status, Buffer bytes, int sent, long pause) {
        HttpServerResponse response = request.response();
        if (response.closed()) {
            return;
        }
        if (sent >= bytes.length()) {
            world.end(call, status);
            response.end();
            return;
        }
        response.write(bytes.slice(sent, sent + 1));
        vertx.setTimer(pause, timer -> trickle(status, bytes, sent + 1, pause));
    }

    private void drop() {
        given = true;
        world.end(call, 0);
        request.connection().close();
    }

    /** The client disconnected. What arrived of the body is logged, and has no effect. */
    private void gone() {
        if (given) {
            return;
        }
        given = true;
        if (!request.isEnded() && body != null) {
            try {
                body.end(params, files);
            } catch (Refusal e) {
                // half a body need not make sense
            }
            body.close();
            takeToken();
            tellPayload();
        }
        world.end(call, 0);
    }

    private void after(long ms, Runnable step) {
        if (ms == 0) {
            step.run();
        } else {
            vertx.setTimer(ms, timer -> step.run());
        }
    }

    /** Removes the token from the parameters, so that no log or state can contain it. */
    private void takeToken() {
        Optional<String> inParams = params.remove("access_token").filter(text -> !text.isBlank());
        token = token.or(() -> inParams);
    }

    private Optional<String> tokenInHeader() {
        return Optional.ofNullable(request.getHeader("Authorization"))
                .filter(header -> header.matches("(?i)(Bearer|OAuth)\\s+\\S.*"))
                .map(header -> header.split("\\s+", 2)[1].trim());
    }
}
