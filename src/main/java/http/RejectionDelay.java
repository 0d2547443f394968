package http;

import clients.ExpiringCache;
import io.vertx.ext.web.RoutingContext;
import shares.ShareOwner;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/**
 * Delays the requests of a client that is rejected very often. A rejection is cheap, so a client that retries at once
 * could keep the processor busy and delay other clients.
 */
final class RejectionDelay {

    /** Maximum number of clients whose rejections are counted, most recent first. */
    private static final int CLIENTS = 10_000;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final int freeRefusals;
    private final Duration delay;
    private final ExpiringCache<ShareOwner, Window> windows = new ExpiringCache<>(CLIENTS, SECOND, Clock.systemUTC());

    /**
     * @param freeRefusals rejections per second that cause no delay
     * @param delay the delay of each request in the second after that number is exceeded
     */
    RejectionDelay(int freeRefusals, Duration delay) {
        this.freeRefusals = freeRefusals;
        this.delay = delay;
    }

    /** The rejections in a second; times are those of {@link System#nanoTime}. */
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
