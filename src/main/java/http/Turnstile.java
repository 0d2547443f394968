package http;

import http.Problem.Kind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Lets so many requests in at once and keeps so many more waiting, without a thread; whoever comes then is refused at
 * once. A request leaves when it says so, or when it has been answered or its caller is gone.
 */
final class Turnstile {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final int mostInside;
    private final int mostWaiting;
    private final String refusal;
    private final Queue<Place> waiting = new ArrayDeque<>();
    private int inside;

    /**
     * @param mostInside how many are in at once
     * @param mostWaiting how many more may wait
     * @param refusal what everybody else is told
     */
    Turnstile(int mostInside, int mostWaiting, String refusal) {
        this.mostInside = mostInside;
        this.mostWaiting = mostWaiting;
        this.refusal = refusal;
    }

    /**
     * Runs what a request wants inside, now or when there is room, on the request's own context.
     *
     * @throws ProblemException if there is no room to wait either
     */
    void enter(RoutingContext request, Consumer<Place> then) {
        if (isGone(request)) {
            // Its end has been told already: nobody would hear of it again, and the place would be taken for good.
            return;
        }
        Place place = new Place(request, then);
        if (hasRoom(place)) {
            place.take();
        } else {
            place.await();
        }
    }

    private static boolean isGone(RoutingContext request) {
        return request.response().closed() || request.response().ended();
    }

    private synchronized boolean hasRoom(Place place) {
        if (inside < mostInside) {
            inside++;
            return true;
        }
        if (waiting.size() < mostWaiting) {
            waiting.add(place);
            return false;
        }
        throw new ProblemException(Problem.of(Kind.OVERLOADED, refusal).withRetryAfter(SOON));
    }

    private void next() {
        Place next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                inside--;
            }
        }
        if (next != null) {
            next.callIn();
        }
    }

    private synchronized void forget(Place place) {
        waiting.remove(place);
    }

    /** What one request has of the room. Used on the request's context alone. */
    final class Place {

        private final RoutingContext request;
        private final Consumer<Place> then;
        private final Context context = Vertx.currentContext();
        private boolean taken;

        private Place(RoutingContext request, Consumer<Place> then) {
            this.request = request;
            this.then = then;
        }

        private void take() {
            taken = true;
            request.addEndHandler(end -> leave());
            then.accept(this);
        }

        private void await() {
            request.request().pause();
            request.addEndHandler(end -> forget(this));
        }

        /** A caller who has left meanwhile makes room for the next. */
        private void callIn() {
            context.runOnContext(turn -> {
                if (isGone(request)) {
                    next();
                } else {
                    request.request().resume();
                    take();
                }
            });
        }

        /** Makes room for another; once is enough. */
        void leave() {
            if (taken) {
                taken = false;
                next();
            }
        }
    }
}
