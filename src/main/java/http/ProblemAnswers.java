package http;

import failures.Kind;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import java.time.Duration;

/** Answers with problems outside of Camel's routes. */
final class ProblemAnswers {

    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);

    /** How long a rejected caller may continue to send, so that it receives the answer before the connection closes. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private ProblemAnswers() {}

    /** Answers with the explanation of a kind of problem. */
    static void explanation(RoutingContext request) {
        Kind.ofSuffix(request.pathParam("kind"))
                .ifPresentOrElse(
                        kind -> request.response()
                                .putHeader("Content-Type", "text/plain; charset=utf-8")
                                .end("%s (%d)%n%n%s%n".formatted(kind.title(), kind.status(), kind.meaning())),
                        request::next);
    }

    /** Rejects a path that no other handler has answered. */
    static void unknownPath(RoutingContext request) {
        answer(request, Problem.of(Kind.NOT_FOUND, "No such path."));
    }

    /**
     * Answers a failed request: with the problem of a {@link ProblemException}, else with the problem of the failure's
     * status.
     */
    static void failure(RoutingContext request) {
        if (!isOver(request)) {
            answer(request, problem(request));
        }
    }

    private static Problem problem(RoutingContext request) {
        if (request.failure() instanceof ProblemException expected) {
            return expected.problem();
        }
        if (request.failure() instanceof ForbiddenException) {
            return Problem.of(Kind.FORBIDDEN, "The key does not allow this call.");
        }
        return switch (request.statusCode()) {
            case 404 -> Problem.of(Kind.NOT_FOUND, "No such path.");
            case 405 -> Problem.of(Kind.METHOD_NOT_ALLOWED, "This path does not support the method.");
            case 406 -> Problem.of(Kind.NOT_ACCEPTABLE, "None of the accepted media types is available.");
            case 413 -> Problem.of(Kind.TOO_LARGE, "The body is too large.");
            case 415 -> Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "The media type of the body is not supported.");
            case 503 ->
                Problem.of(Kind.UNAVAILABLE, "The service is starting or stopping.")
                        .withRetryAfter(Duration.ofSeconds(1));
            default -> unnamed(request);
        };
    }

    /** A failure without a status: invalid input if the body could not be parsed, else an internal error. */
    private static Problem unnamed(RoutingContext request) {
        if (request.statusCode() < 500) {
            return Problem.of(Kind.INVALID_REQUEST, "The request is malformed: " + reason(request.failure()) + ".");
        }
        LOG.errorf(request.failure(), "%s %s failed", request.request().method(), request.normalizedPath());
        return Problem.of(Kind.INTERNAL_ERROR, "Internal error. The service's log has the details.");
    }

    private static String reason(Throwable failure) {
        return failure == null || failure.getMessage() == null ? "it is malformed" : failure.getMessage();
    }

    /** Sends a problem, unless the caller has disconnected or already has an answer. */
    static void answer(RoutingContext request, Problem problem) {
        if (isOver(request)) {
            return;
        }
        HttpServerResponse response = request.response();
        response.setStatusCode(problem.status()).putHeader("Content-Type", Problem.MEDIA_TYPE);
        problem.retryAfterSeconds().ifPresent(seconds -> response.putHeader("Retry-After", seconds));
        boolean unread = hasUnreadBody(request.request());
        if (unread) {
            response.putHeader("Connection", "close");
        }
        Future<Void> sent =
                response.end(problem.toJson(request.normalizedPath()).toString());
        if (unread) {
            sent.onComplete(end -> closeAfterAWhile(request));
        }
    }

    private static boolean isOver(RoutingContext request) {
        return request.response().ended() || request.response().closed();
    }

    private static boolean hasUnreadBody(HttpServerRequest request) {
        return !request.isEnded() && HeadRules.announcesBody(request);
    }

    /**
     * Discards what a rejected caller still sends for a short time, then closes the connection. If it were closed at
     * once, the caller might not receive the answer; if it stayed open, the caller might send gigabytes in vain.
     */
    private static void closeAfterAWhile(RoutingContext request) {
        request.vertx().setTimer(LINGER.toMillis(), timer -> request.request()
                .connection()
                .close());
    }
}
