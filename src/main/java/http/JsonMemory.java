package http;

import http.Problem.Kind;
import io.quarkus.arc.Unremovable;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import jakarta.inject.Singleton;

/**
 * Shares out the memory that large JSON bodies take. As a tree of values a body has about twenty times its size, so a few
 * dozen at once would fill the heap. Large ones wait for one another; small ones never do.
 */
@Singleton
@Unremovable
public class JsonMemory {

    /** Up to here a body is small: all calls that are answered at once may have one. */
    private static final int SMALL = 32 * 1024;

    /** A quarter of the heap, divided by the growth from text to tree. */
    private static final int SHARE_OF_HEAP = 4 * 20;

    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Runnable NOTHING = () -> {};

    private final int kilobytes;
    private final Semaphore free;

    JsonMemory() {
        this(Runtime.getRuntime().maxMemory());
    }

    JsonMemory(long heap) {
        this.kilobytes = (int) Math.min(Integer.MAX_VALUE, heap / SHARE_OF_HEAP / 1024);
        this.free = new Semaphore(kilobytes, true);
    }

    /**
     * Takes the memory for a body, and waits for it where others have it.
     *
     * @return gives it back; to be run once
     * @throws ProblemException if it does not become free in time
     */
    Runnable take(int bytes) {
        if (bytes <= SMALL) {
            return NOTHING;
        }
        // One that is larger than all of it has it alone.
        int share = Math.min(kilobytes, bytes / 1024);
        try {
            if (free.tryAcquire(share, WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return () -> free.release(share);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new ProblemException(Problem.of(Kind.OVERLOADED, "Too many large bodies are being answered.")
                .withRetryAfter(WAIT));
    }
}
