package http;

import failures.Kind;
import io.vertx.ext.web.RoutingContext;

/** Aborts a request whose body arrives too slowly: in each period a minimum of bytes must arrive. */
final class SlowBodyGuard {

    private final RoutingContext request;
    private final long leastBytes;
    private final long timer;
    private long seen;

    private SlowBodyGuard(RoutingContext request, ApiConnections connections) {
        this.request = request;
        this.leastBytes = connections.bodyRate().asLongValue()
                * Math.max(1, connections.bodyTimeout().toSeconds());
        this.timer = request.vertx().setPeriodic(connections.bodyTimeout().toMillis(), period -> look());
    }

    /** Watches a body until {@link #stop} or the end of the request. */
    static SlowBodyGuard watch(RoutingContext request, ApiConnections connections) {
        SlowBodyGuard pace = new SlowBodyGuard(request, connections);
        request.addEndHandler(end -> pace.stop());
        return pace;
    }

    void stop() {
        request.vertx().cancelTimer(timer);
    }

    private void look() {
        long now = request.request().bytesRead();
        if (now - seen < leastBytes && !request.request().isEnded()) {
            stop();
            request.fail(ProblemException.of(Kind.REQUEST_TIMEOUT, "The request body timed out."));
        }
        seen = now;
    }
}
