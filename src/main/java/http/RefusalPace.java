package http;

import io.vertx.ext.web.RoutingContext;
import shares.ShareOwner;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Holds up the requests of a client that is refused very often. A refusal costs so little that a client which asks again
 * at once would keep the processor busy, and other clients would wait for it.
 */
final class RefusalPace {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int freeRefusals;
    private final Duration delay;
    private final Map<ShareOwner, Window> windows = new ConcurrentHashMap<>();

    /**
     * @param freeRefusals how many refusals in a second hold nothing up
     * @param delay how long each request waits in the second after one more
     */
    RefusalPace(int freeRefusals, Duration delay) {
        this.freeRefusals = freeRefusals;
        this.delay = delay;
    }

    /** The refusals in a second; times are those of {@link System#nanoTime}. */
    private record Window(long begunAt, int refusals, long heldUpUntil) {}

    /** Lets a request go on, now or after the delay. Its body is not read before. */
    void enter(RoutingContext request, ShareOwner owner) {
        if (owner.kind() != ShareOwner.Kind.CLIENT) {
            request.next();
            return;
        }
        request.addEndHandler(end -> note(owner, request.response().getStatusCode()));
        Window window = windows.get(owner);
        if (window == null || window.heldUpUntil - System.nanoTime() <= 0) {
            request.next();
            return;
        }
        request.request().pause();
        request.vertx().setTimer(delay.toMillis(), time -> {
            if (!request.response().closed()) {
                request.request().resume();
                request.next();
            }
        });
    }

    private void note(ShareOwner owner, int status) {
        if (status < 400 || status >= 500) {
            return;
        }
        long now = System.nanoTime();
        windows.compute(owner, (client, window) -> {
            if (window == null || now - window.begunAt >= SECOND) {
                return new Window(now, 1, window == null ? now : window.heldUpUntil);
            }
            int refusals = window.refusals + 1;
            return new Window(window.begunAt, refusals, refusals > freeRefusals ? now + SECOND : window.heldUpUntil);
        });
    }
}
