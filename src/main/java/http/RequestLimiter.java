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
 * Admits n requests, queues m more without holding a thread, and rejects the rest. One client can use only its share of
 * the slots and of the queue, so other clients can still be admitted. Clients take turns in the queue; the requests of
 * one client are admitted oldest first.
 */
final class RequestLimiter {

    private static final Duration SOON = Duration.ofSeconds(1);

    /** The messages of a rejection, by its cause. */
    record Texts(String share, String total) {

        /** The messages for a kind of request, such as {@code "uploads in progress"}. */
        static Texts of(String what) {
            return new Texts(
                    "This client has reached its limit of " + what + ". Retry when one of them has finished.",
                    "The service has reached its limit of " + what + ". Retry in a second.");
        }
    }

    /** When a request releases its slot. */
    enum Until {
        /** At the latest when it is answered. */
        ANSWERED,
        /** When its caller has read the whole answer, which is in memory until then. */
        ANSWER_SENT
    }

    private final SharedLimit limit;
    private final Places inside;
    private final Places queued;
    private final Until until;
    private final Texts texts;
    private final Refusals refusals;

    /** In the order in which clients take turns. */
    private final Map<ShareOwner, Queue<Place>> queues = new LinkedHashMap<>();

    /**
     * @param inside the slots of admitted requests
     * @param queued the slots of queued requests, or null if there is no queue
     * @param texts the messages of rejections
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
     * Runs a step of a request, now or when a slot is free, on the request's own context.
     *
     * @throws ProblemException if the request can be neither admitted nor queued
     */
    void enter(RoutingContext request, ShareOwner owner, Consumer<Place> then) {
        if (isGone(request)) {
            // The end of the request has already been reported, so the slot would never be released.
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

    /** Takes the next queued request that may be admitted; its client moves to the end of the turn order. */
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

    /** The slot of one request, queued or admitted. */
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

        /** If the caller has disconnected meanwhile, the slot goes to the next request. */
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

        /** Releases the slot; further calls have no effect. */
        void leave() {
            if (taken.compareAndSet(true, false)) {
                giveBack(owner);
            }
        }
    }
}
