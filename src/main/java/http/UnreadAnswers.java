package http;

import http.RequestLimiter.Until;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import shares.Places;
import shares.Refusals;
import shares.ShareOwner;
import shares.SharedLimit;
import shares.SharesConfig;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Limits the memory of answers that their callers do not read. The next request of a connection starts once its
 * previous answers have been read, and the number of large answers without a key (pages, the contract, metrics) in
 * transfer is limited. Calls with a key are limited by {@link Gate}.
 */
@Singleton
public class UnreadAnswers {

    /** Before all other handlers. */
    private static final int BEFORE_ALL = -2000;

    private static final String METRICS = "/q/metrics";

    private final RequestLimiter pages;
    private final RequestLimiter metrics;

    @Inject
    UnreadAnswers(ApiConnections connections, SharesConfig shares, Refusals refusals) {
        this.pages = limiter(connections, shares, refusals);
        // Separate, so that page loads cannot block the monitoring.
        this.metrics = limiter(connections, shares, refusals);
    }

    private static RequestLimiter limiter(ApiConnections connections, SharesConfig shares, Refusals refusals) {
        String refusal = "Too many pages are being sent. Retry in a second.";
        return new RequestLimiter(
                SharedLimit.PAGES,
                new Places(connections.maxPages(), shares),
                new Places(connections.maxPages(), shares),
                Until.ANSWER_SENT,
                new RequestLimiter.Texts(refusal, refusal),
                refusals);
    }

    void open(@Observes Router router) {
        router.route().order(BEFORE_ALL).handler(UnreadAnswers::awaitReader).failureHandler(ProblemAnswers::failure);
        router.route("/docs*").order(BEFORE_ALL).handler(request -> limit(pages, request));
        router.route("/openapi*").order(BEFORE_ALL).handler(request -> limit(pages, request));
        router.route(METRICS + "*").order(BEFORE_ALL).handler(request -> limit(metrics, request));
    }

    private static void limit(RequestLimiter limiter, RoutingContext request) {
        limiter.enter(request, ShareOwner.EVERYBODY, place -> request.next());
    }

    private static void awaitReader(RoutingContext request) {
        HttpServerResponse response = request.response();
        if (response.writeQueueFull()) {
            request.request().pause();
            response.drainHandler(drained -> {
                response.drainHandler(null);
                request.request().resume();
                request.next();
            });
        } else {
            request.next();
        }
    }
}
