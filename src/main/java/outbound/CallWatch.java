package outbound;

import org.jboss.logging.Logger;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends one outbound call whose time is up, by closing its connection under the thread that waits for it. It counts the
 * time of the call as {@link CallLimits} says.
 */
final class CallWatch {

    private static final Logger LOG = Logger.getLogger(CallWatch.class);
    /** Closing a connection does not block; a second thread serves in case one does. */
    private static final int CLOSERS = 2;

    private static final long NEVER = Long.MAX_VALUE;

    private static final ScheduledThreadPoolExecutor CLOCK = clock();
    /** The look-up of a name and the handshake of TLS know nothing of the call but their thread. */
    private static final ThreadLocal<CallWatch> CURRENT = new ThreadLocal<>();

    private final CallLimits limits;
    private final long callerEnd;
    private final Closeable connection;
    private long end;
    private long written;
    private boolean sending;
    private boolean sent;
    private boolean late;
    private boolean over;
    private Closeable handshake;
    private Future<?> alarm;

    /**
     * Begins to count.
     *
     * @param left what the caller has left for all of the call, or null if it has no limit of its own
     * @param connection is closed when the time is up
     */
    CallWatch(CallLimits limits, Duration left, Closeable connection) {
        this.limits = limits;
        this.connection = connection;
        long now = System.nanoTime();
        this.callerEnd = left == null ? NEVER : now + left.toNanos();
        this.end = end(now);
        arm(now);
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(CLOSERS, task -> {
            Thread thread = new Thread(task, "outbound-calls");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /** The call that this thread makes. */
    static Optional<CallWatch> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** From now on this thread makes the call, or none. */
    static void current(CallWatch watch) {
        if (watch == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(watch);
        }
    }

    private long end(long now) {
        return earlier(now + limits.timeout().toNanos(), callerEnd);
    }

    private static long earlier(long ofPhase, long ofCaller) {
        return ofCaller == NEVER || ofPhase - ofCaller < 0 ? ofPhase : ofCaller;
    }

    private synchronized void arm(long now) {
        if (!over) {
            alarm = CLOCK.schedule(this::ring, Math.max(1, end - now), TimeUnit.NANOSECONDS);
        }
    }

    private void ring() {
        Closeable open;
        synchronized (this) {
            if (over) {
                return;
            }
            long now = System.nanoTime();
            if (sending && isFastEnough()) {
                written = 0;
                end = end(now);
            }
            if (end - now > 0) {
                arm(now);
                return;
            }
            late = true;
            over = true;
            open = handshake;
        }
        close(open);
        close(connection);
    }

    private boolean isFastEnough() {
        return written >= limits.uploadRate() * limits.timeout().toMillis() / 1000.0;
    }

    private static void close(Closeable open) {
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debugf("A connection whose time is up cannot be closed: %s", e);
            }
        }
    }

    /** What is left now, for steps that take a limit of their own. */
    synchronized Duration left() {
        return Duration.ofNanos(Math.max(0, end - System.nanoTime()));
    }

    /**
     * A socket is there, but not yet a connection.
     *
     * @throws CallTimeoutException if the time is up: another address of the name is not tried
     */
    synchronized void handshakes(Closeable socket) throws CallTimeoutException {
        if (late) {
            throw new CallTimeoutException(sent, null);
        }
        handshake = socket;
    }

    /** The connection is there, and the request goes out. */
    synchronized void connected() {
        handshake = null;
        sent = true;
    }

    /** A large body begins. */
    synchronized void sendsBody() {
        sending = limits.uploadRate() > 0;
        written = 0;
        restart();
    }

    /** A part of it was sent. */
    synchronized void wrote(long bytes) {
        written += bytes;
    }

    /**
     * A large body was handed to the system, which may still hold a part of it: the other side has its time to answer
     * once that has arrived.
     */
    synchronized void sentBody(long bytes) {
        sending = false;
        restart();
        end = earlier(end + limits.arrival(bytes).toNanos(), callerEnd);
    }

    /** An alarm that is set for an earlier moment finds that there is time left, and is set again. */
    private void restart() {
        if (limits.uploadRate() > 0) {
            end = end(System.nanoTime());
        }
    }

    /** The call has ended. */
    synchronized void end() {
        over = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
    }

    /** Ends the call, whose answer is not wanted any more. */
    void abort() {
        end();
        close(connection);
    }

    synchronized boolean isLate() {
        return late;
    }

    /** The failure of a call: that its time was up, if that is why it failed. */
    synchronized IOException explain(IOException failure) {
        return late && !(failure instanceof CallTimeoutException) ? new CallTimeoutException(sent, failure) : failure;
    }
}
