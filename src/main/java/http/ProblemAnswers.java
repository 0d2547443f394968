package http;

import failures.Kind;
import io.quarkus.security.ForbiddenException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

import java.time.Duration;

/** The problems that are answered outside of Camel's routes. */
final class ProblemAnswers {

    private static final Logger LOG = Logger.getLogger(ProblemAnswers.class);

    /** How long a refused caller may go on sending, so that it sees the answer before the connection closes. */
    private static final Duration LINGER = Duration.ofSeconds(2);

    private ProblemAnswers() {}

    /** Tells what a kind of problem means. */
    static void explanation(RoutingContext request) {
        Kind.ofSuffix(request.pathParam("kind"))
                .ifPresentOrElse(
                        kind -> request.response()
                                .putHeader("Content-Type", "text/plain; charset=utf-8")
                                .end("%s (%d)%n%n%s%n".formatted(kind.title(), kind.status(), kind.meaning())),
                        request::next);
    }

    /** Refuses a path that nobody else has taken. */
    static void unknownPath(RoutingContext request) {
        answer(request, Problem.of(Kind.NOT_FOUND, "There is nothing at this path."));
    }

    /** Answers what failed on the way: a {@link ProblemException} with its problem, all else with one that fits. */
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
            case 404 -> Problem.of(Kind.NOT_FOUND, "There is nothing at this path.");
            case 405 -> Problem.of(Kind.METHOD_NOT_ALLOWED, "The path does not know this method.");
            case 406 -> Problem.of(Kind.NOT_ACCEPTABLE, "No media type that the caller accepts can be offered.");
            case 413 -> Problem.of(Kind.TOO_LARGE, "The body is larger than allowed.");
            case 415 -> Problem.of(Kind.UNSUPPORTED_MEDIA_TYPE, "The media type of the body is not supported.");
            case 503 ->
                Problem.of(Kind.UNAVAILABLE, "The service is starting or stopping.")
                        .withRetryAfter(Duration.ofSeconds(1));
            default -> unnamed(request);
        };
    }

    /** A failure without a name of its own: the caller's where the body could not be taken apart, else ours. */
    private static Problem unnamed(RoutingContext request) {
        if (request.statusCode() < 500) {
            return Problem.of(Kind.INVALID_REQUEST, "The request cannot be read: " + reason(request.failure()) + ".");
        }
        LOG.errorf(request.failure(), "%s %s failed", request.request().method(), request.normalizedPath());
        return Problem.of(Kind.INTERNAL_ERROR, "The service failed; its log tells more.");
    }

    private static String reason(Throwable failure) {
        return failure == null || failure.getMessage() == null ? "it is malformed" : failure.getMessage();
    }

    /** Answers with a problem, unless the caller is gone or has its answer. */
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
     * What a refused caller still sends is thrown away for a moment, and then the connection is closed: closed at
     * once, the caller might not see the answer; kept open, it might send gigabytes for nothing.
     */
    private static void closeAfterAWhile(RoutingContext request) {
        request.vertx().setTimer(LINGER.toMillis(), timer -> request.request()
                .connection()
                .close());
    }
}
