package http;

import clients.ExpiringCache;
import io.vertx.ext.web.RoutingContext;
import shares.ShareOwner;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Holds up the requests of a client that is refused very often. A refusal costs so little that a client which asks again
 * at once would keep the processor busy, and other clients would wait for it.
 */
final class RefusalPace {

    /** Clients of which refusals are counted; of more than these, those who were refused last. */
    private static final int CLIENTS = 10_000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int freeRefusals;
    private final Duration delay;
    private final ExpiringCache<ShareOwner, Window> windows = new ExpiringCache<>(CLIENTS, SECOND, Clock.systemUTC());

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

    /** Passes a request on, now or after the delay. Its body is not read before. */
    void enter(RoutingContext request, ShareOwner owner) {
        if (owner.kind() != ShareOwner.Kind.CLIENT) {
            request.next();
            return;
        }
        request.addEndHandler(end -> note(owner, request.response().getStatusCode()));
        Optional<Window> window = windows.get(owner);
        if (window.isEmpty() || window.get().heldUpUntil - System.nanoTime() <= 0) {
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

    private synchronized void note(ShareOwner owner, int status) {
        if (status < 400 || status >= 500) {
            return;
        }
        long now = System.nanoTime();
        Window window = windows.get(owner).orElse(new Window(now, 0, now));
        boolean isOver = now - window.begunAt >= SECOND.toNanos();
        int refusals = isOver ? 1 : window.refusals + 1;
        windows.put(
                owner,
                new Window(
                        isOver ? now : window.begunAt,
                        refusals,
                        refusals > freeRefusals ? now + SECOND.toNanos() : window.heldUpUntil));
    }
}
