package http;

import failures.Kind;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import shares.Places;
import shares.Places.Grant;
import shares.Refusals;
import shares.Refusals.Cause;
import shares.ShareOwner;
import shares.SharedLimit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Admits a number of requests, queues more without holding a thread, and rejects the rest at once. One client has its
 * share of the places and of the queue at most, so that another client is admitted whatever the first one does. Queued
 * requests are admitted in turns of their clients, oldest first for each of them.
 */
final class RequestLimiter {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** The text of a rejection, by its cause. */
    record Texts(String share, String total) {

        /** The texts for what there is a number of, such as {@code "uploads in progress"}. */
        static Texts of(String what) {
            return new Texts(
                    "The client has its share of " + what + ". Wait until one of its own has ended.",
                    "The service has all the " + what + " that it takes. Wait a second and try again.");
        }
    }

    /** When a request gives its place back. */
    enum Until {
        /** Once it is answered, at the latest. */
        ANSWERED,
        /** Once its caller has taken the whole answer in: until then the answer is in memory. */
        ANSWER_SENT
    }

    private final SharedLimit limit;
    private final Places inside;
    private final Places queued;
    private final Until until;
    private final Texts texts;
    private final Refusals refusals;

    /** In the order in which clients have their turns. */
    private final Map<ShareOwner, Queue<Place>> queues = new LinkedHashMap<>();

    /**
     * @param inside the places of requests that are admitted
     * @param queued the places of requests that wait, or null if none may
     * @param texts the messages for the callers of rejected requests
     */
    RequestLimiter(SharedLimit limit, Places inside, Places queued, Until until, Texts texts, Refusals refusals) {
        this.limit = limit;
        this.inside = inside;
        this.queued = queued;
        this.until = until;
        this.texts = texts;
        this.refusals = refusals;
    }

    /**
     * Runs a step of a request, now or when there is a place, on the request's own context.
     *
     * @throws ProblemException if the request can neither be admitted nor queued
     */
    void enter(RoutingContext request, ShareOwner owner, Consumer<Place> then) {
        if (isGone(request)) {
            // Its end has been reported already: the place would never be given back.
            return;
        }
        Place place = new Place(request, owner, then);
        if (isAdmitted(place)) {
            place.take();
        } else {
            place.await();
        }
    }

    private static boolean isGone(RoutingContext request) {
        return request.response().closed() || request.response().ended();
    }

    private synchronized boolean isAdmitted(Place place) {
        Grant grant = inside.take(place.owner);
        if (grant == Grant.TAKEN) {
            return true;
        }
        if (queued != null) {
            grant = queued.take(place.owner);
        }
        if (queued == null || grant != Grant.TAKEN) {
            throw refusal(grant);
        }
        queues.computeIfAbsent(place.owner, owner -> new ArrayDeque<>()).add(place);
        return false;
    }

    private ProblemException refusal(Grant grant) {
        boolean ofShare = grant == Grant.SHARE_TAKEN;
        refusals.count(limit, ofShare ? Cause.SHARE : Cause.TOTAL);
        return new ProblemException(
                (ofShare ? Problem.of(Kind.RATE_LIMITED, texts.share()) : Problem.of(Kind.OVERLOADED, texts.total()))
                        .withRetryAfter(SOON));
    }

    private void giveBack(ShareOwner owner) {
        Place next;
        synchronized (this) {
            inside.giveBack(owner);
            next = next();
        }
        if (next != null) {
            next.callIn();
        }
    }

    /** The next queued request that may be admitted, with its place taken; its client's next turn is the last. */
    private Place next() {
        Iterator<Map.Entry<ShareOwner, Queue<Place>>> turns = queues.entrySet().iterator();
        while (turns.hasNext()) {
            Map.Entry<ShareOwner, Queue<Place>> turn = turns.next();
            ShareOwner owner = turn.getKey();
            if (inside.take(owner) == Grant.TAKEN) {
                Queue<Place> queue = turn.getValue();
                turns.remove();
                Place place = queue.remove();
                queued.giveBack(owner);
                if (!queue.isEmpty()) {
                    queues.put(owner, queue);
                }
                return place;
            }
        }
        return null;
    }

    private synchronized void forget(Place place) {
        Queue<Place> queue = queues.get(place.owner);
        if (queue != null && queue.remove(place)) {
            queued.giveBack(place.owner);
            if (queue.isEmpty()) {
                queues.remove(place.owner);
            }
        }
    }

    /** One request, queued or admitted. */
    final class Place {

        private final RoutingContext request;
        private final ShareOwner owner;
        private final Consumer<Place> then;
        private final Context context = Vertx.currentContext();
        private final AtomicBoolean taken = new AtomicBoolean();

        private Place(RoutingContext request, ShareOwner owner, Consumer<Place> then) {
            this.request = request;
            this.owner = owner;
            this.then = then;
        }

        private void take() {
            taken.set(true);
            if (until == Until.ANSWER_SENT) {
                SentAnswers.whenSent(request, this::leave);
            } else {
                request.addEndHandler(end -> leave());
            }
            then.accept(this);
        }

        private void await() {
            request.request().pause();
            request.addEndHandler(end -> forget(this));
        }

        /** The place of a caller who has left meanwhile goes to the next. */
        private void callIn() {
            context.runOnContext(turn -> {
                if (isGone(request)) {
                    giveBack(owner);
                } else {
                    request.request().resume();
                    take();
                }
            });
        }

        /** Gives the place back; further calls do nothing. */
        void leave() {
            if (taken.compareAndSet(true, false)) {
                giveBack(owner);
            }
        }
    }
}
