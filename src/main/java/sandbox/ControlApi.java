package sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

import java.util.function.Supplier;

/**
 * The control side, for tests: {@code _state}, {@code _settings}, {@code _faults}. It needs no token, and its calls are
 * not counted. An invalid call is a 400 with {@code {"error":"…"}}.
 */
final class ControlApi {
    private final Supplier<World> world;
    private final Runnable forget;

    /** @param forget replaces the world by a new one */
    ControlApi(Supplier<World> world, Runnable forget) {
        this.world = world;
        this.forget = forget;
    }

    /** @param resource such as {@code _state} */
    void handle(HttpServerRequest request, String resource) {
        request.body().onSuccess(body -> {
            Answer answer;
            try {
                answer = answer(request.method().name() + " " + resource, body);
            } catch (IllegalArgumentException e) {
                answer = Answer.json(400, error(e.getMessage()));
            }
            request.response()
                    .setStatusCode(answer.status())
                    .putHeader("Content-Type", answer.contentType())
                    .end(answer.body());
        });
        request.resume();
    }

    private Answer answer(String call, Buffer body) {
        return switch (call) {
            case "GET _state" -> Answer.json(200, world.get().state());
            case "DELETE _state" -> {
                forget.run();
                yield Answer.json(200, Json.success());
            }
            case "GET _settings" -> settings((settings, faults) -> settings.toJson());
            case "PUT _settings" ->
                settings((settings, faults) -> {
                    settings.change(Json.parse(body.toString()));
                    return settings.toJson();
                });
            case "GET _faults" -> settings((settings, faults) -> faults.toJson());
            case "POST _faults" ->
                settings((settings, faults) -> {
                    faults.append(Json.parse(body.toString()));
                    return faults.toJson();
                });
            case "DELETE _faults" ->
                settings((settings, faults) -> {
                    faults.clear();
                    return Json.success();
                });
            default -> Answer.json(404, error("there is no " + call));
        };
    }

    private Answer settings(World.Control<? extends JsonNode> control) {
        return Answer.json(200, world.get().control(control));
    }

    private static ObjectNode error(String message) {
        return Json.object().put("error", message);
    }
}
