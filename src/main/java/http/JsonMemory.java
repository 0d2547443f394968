package http;

import failures.Kind;
import io.quarkus.arc.Unremovable;
import shares.ShareOwner;
import shares.SharesConfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/**
 * Limits the memory of large JSON bodies. As a tree of values a body takes about twenty times its size, so a few dozen
 * at once would fill the heap. Large bodies wait for memory, first within their client's share; small ones never wait.
 */
@Singleton
@Unremovable
public class JsonMemory {

    /** Maximum size of a small body: every call in progress may have one. */
    private static final int SMALL = 32 * 1024;

    /** A quarter of the heap, divided by the growth from text to tree. */
    private static final int SHARE_OF_HEAP = 4 * 20;

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Runnable NOTHING = () -> {};

    private final int kilobytes;
    private final int kilobytesOfClient;
    private final Semaphore free;
    private final Map<ShareOwner, ClientMemory> clients = new HashMap<>();

    @Inject
    JsonMemory(SharesConfig shares) {
        this(Runtime.getRuntime().maxMemory(), shares);
    }

    JsonMemory(long heap, SharesConfig shares) {
        this.kilobytes = (int) Math.min(Integer.MAX_VALUE, heap / SHARE_OF_HEAP / 1024);
        this.kilobytesOfClient = shares.ofClient(kilobytes);
        this.free = new Semaphore(kilobytes, true);
    }

    /** Returns true if a body is large enough to be counted. */
    static boolean isLarge(int bytes) {
        return bytes > SMALL;
    }

    /**
     * Reserves the memory for a body, and waits for it if necessary.
     *
     * @return releases the memory; to be run once
     * @throws ProblemException if it does not become free in time
     */
    Runnable take(ShareOwner owner, int bytes) {
        if (!isLarge(bytes)) {
            return NOTHING;
        }
        long deadline = System.nanoTime() + WAIT.toNanos();
        ClientMemory own = enter(owner);
        // A body larger than the whole budget takes all of it.
        int ofOwn = Math.min(own.kilobytes, bytes / 1024);
        int ofAll = Math.min(kilobytes, bytes / 1024);
        boolean ownTaken = false;
        boolean taken = false;
        try {
            ownTaken = own.free.tryAcquire(ofOwn, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            taken = ownTaken && free.tryAcquire(ofAll, deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (!taken) {
                own.free.release(ownTaken ? ofOwn : 0);
                leave(owner, own);
            }
        }
        if (!taken) {
            throw refusal(ownTaken);
        }
        return () -> {
            free.release(ofAll);
            own.free.release(ofOwn);
            leave(owner, own);
        };
    }

    private static ProblemException refusal(boolean ownTaken) {
        Problem problem = ownTaken
                ? Problem.of(
                        Kind.OVERLOADED, "Too many large request bodies are in progress. Send smaller ones or retry.")
                : Problem.of(
                        Kind.RATE_LIMITED, "This client has reached its limit of large request bodies in progress.");
        return new ProblemException(problem.withRetryAfter(WAIT));
    }

    private synchronized ClientMemory enter(ShareOwner owner) {
        int share = owner.kind() == ShareOwner.Kind.EVERYBODY ? kilobytes : kilobytesOfClient;
        ClientMemory own = clients.computeIfAbsent(owner, first -> new ClientMemory(share));
        own.users++;
        return own;
    }

    private synchronized void leave(ShareOwner owner, ClientMemory own) {
        own.users--;
        if (own.users == 0) {
            clients.remove(owner);
        }
    }

    /** The memory of one client; kept while it uses or waits for some. */
    private static final class ClientMemory {

        private final int kilobytes;
        private final Semaphore free;
        private int users;

        ClientMemory(int kilobytes) {
            this.kilobytes = kilobytes;
            this.free = new Semaphore(kilobytes, true);
        }
    }
}
